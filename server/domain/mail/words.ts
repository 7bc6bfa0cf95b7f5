import type { MailLanguage } from '../../../src/protocol/index.ts';

/**
 * Every word of the mails. They say nothing of anybody's health, and nothing of who writes to whom: a mail is read by servers on its
 * way, on locked screens and by whoever shares a mailbox. What a mail says of the practice is what its portal has allowed.
 */
export interface MailWords {
  codeSubject: string;
  /** @param minutes how long it works, with the unit in this language */
  code: (code: string, minutes: string) => readonly string[];
  noticeSubject: string;
  notice: readonly string[];
  /** Under a mail, where the practice allows it. The name may be of another direction. */
  from: (name: string) => string;
  link: (url: string) => string;
}

const en: MailWords = {
  codeSubject: 'Your sign-in code',
  code: (code, minutes) => [
    `Your code: ${code}`,
    `It works once, within ${minutes}. Type it into the page on which you asked for it, and tell it to nobody.`,
    'If you did not ask for it, you can ignore this e-mail: without the code nobody signs in.',
  ],
  noticeSubject: 'You have a new message',
  notice: [
    'You have a new message.',
    'Sign in where you usually read your messages. Nobody reads answers to this e-mail.',
    'You can switch these e-mails off there, too.',
  ],
  from: (name) => `From: ${name}`,
  link: (url) => `Website: ${url}`,
};

const es: MailWords = {
  codeSubject: 'Su código para iniciar sesión',
  code: (code, minutes) => [
    `Su código: ${code}`,
    `Sirve una sola vez, durante ${minutes}. Escríbalo en la página en la que lo pidió y no se lo diga a nadie.`,
    'Si no lo pidió, puede ignorar este correo: sin el código nadie inicia sesión.',
  ],
  noticeSubject: 'Tiene un mensaje nuevo',
  notice: [
    'Tiene un mensaje nuevo.',
    'Inicie sesión donde suele leer sus mensajes. Nadie lee las respuestas a este correo.',
    'Allí también puede desactivar estos correos.',
  ],
  from: (name) => `De: ${name}`,
  link: (url) => `Sitio web: ${url}`,
};

const fr: MailWords = {
  codeSubject: 'Votre code de connexion',
  code: (code, minutes) => [
    `Votre code\u00a0: ${code}`,
    `Il est valable une seule fois, pendant ${minutes}. Saisissez-le sur la page où vous l’avez demandé et ne le communiquez à personne.`,
    'Si vous ne l’avez pas demandé, vous pouvez ignorer cet e-mail\u00a0: sans le code, personne ne se connecte.',
  ],
  noticeSubject: 'Vous avez un nouveau message',
  notice: [
    'Vous avez un nouveau message.',
    'Connectez-vous là où vous lisez d’habitude vos messages. Personne ne lit les réponses à cet e-mail.',
    'Vous pouvez aussi y désactiver ces e-mails.',
  ],
  from: (name) => `De\u00a0: ${name}`,
  link: (url) => `Site web\u00a0: ${url}`,
};

const de: MailWords = {
  codeSubject: 'Ihr Code zum Anmelden',
  code: (code, minutes) => [
    `Ihr Code: ${code}`,
    `Er gilt einmal, innerhalb von ${minutes}. Geben Sie ihn auf der Seite ein, auf der Sie ihn angefordert haben, und sagen Sie ihn niemandem.`,
    'Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren: Ohne den Code meldet sich niemand an.',
  ],
  noticeSubject: 'Sie haben eine neue Nachricht',
  notice: [
    'Sie haben eine neue Nachricht.',
    'Melden Sie sich dort an, wo Sie Ihre Nachrichten sonst lesen. Antworten auf diese E-Mail liest niemand.',
    'Dort können Sie diese E-Mails auch abschalten.',
  ],
  from: (name) => `Von: ${name}`,
  link: (url) => `Website: ${url}`,
};

const ar: MailWords = {
  codeSubject: 'رمز تسجيل الدخول',
  code: (code, minutes) => [
    `الرمز: ${code}`,
    `الرمز صالح لمرة واحدة خلال ${minutes}. يُرجى كتابته في الصفحة التي طُلب منها، وعدم إخبار أحد به.`,
    'إذا لم تطلب هذا الرمز فيمكنك تجاهل هذه الرسالة: لا يمكن لأحد تسجيل الدخول بدونه.',
  ],
  noticeSubject: 'لديك رسالة جديدة',
  notice: [
    'لديك رسالة جديدة.',
    'يُرجى تسجيل الدخول حيث تقرأ رسائلك عادةً. لا أحد يقرأ الردود على هذه الرسالة الإلكترونية.',
    'يمكنك أيضًا إيقاف هذه الرسائل الإلكترونية هناك.',
  ],
  from: (name) => `من: \u2068${name}\u2069`,
  // In a line of its own, so that it is read from left to right.
  link: (url) => `الموقع:\n${url}`,
};

const zh: MailWords = {
  codeSubject: '您的登录验证码',
  code: (code, minutes) => [
    `您的验证码：${code}`,
    `验证码在 ${minutes}内有效，仅可使用一次。请在您请求验证码的页面中输入，不要告诉任何人。`,
    '如果您没有请求验证码，可以忽略此邮件：没有验证码，任何人都无法登录。',
  ],
  noticeSubject: '您有一条新消息',
  notice: [
    '您有一条新消息。',
    '请在您平时查看消息的地方登录。对此邮件的回复无人查看。',
    '您也可以在那里关闭此类邮件。',
  ],
  from: (name) => `来自：${name}`,
  link: (url) => `网站：${url}`,
};

/** The languages that mails are written in. */
export const MAIL_WORDS: Readonly<Record<MailLanguage, MailWords>> = { en, es, fr, de, ar, zh };
