import type { SignInWords } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('ar');

/** The Arabic words of signing in by e-mail. */
export const arSignIn: SignInWords = {
  title: 'تسجيل الدخول',
  intro: 'نرسل رمزًا إلى بريدك الإلكتروني. لا حاجة إلى تذكّر كلمة مرور.',
  ended: 'تم تسجيل خروجك. ما كنت تكتبه محفوظ.',
  locked: 'لم يحدث شيء هنا منذ فترة، لذلك قُفلت رسائلك. ما كنت تكتبه محفوظ.',
  email: 'البريد الإلكتروني',
  sendCode: 'إرسال الرمز',
  sendingCode: 'جارٍ الإرسال…',
  noEmail: 'يُرجى كتابة بريدك الإلكتروني، مثل name@example.com.',
  codeTitle: 'كتابة الرمز',
  codeSent: (email) =>
    `إذا كانت عيادتك تعرف ${email}، فهناك رسالة إلكترونية في الطريق تحمل رمزًا من 6 أرقام. الرمز صالح لمدة 10 دقائق.`,
  code: 'الرمز',
  noCode: 'يُرجى كتابة أرقام الرمز الستة.',
  enter: 'تسجيل الدخول',
  entering: 'جارٍ تسجيل الدخول…',
  newCode: 'إرسال رمز جديد',
  newCodeIn: (time) => `إرسال رمز جديد بعد ${time}`,
  newCodeSent: 'هناك رمز جديد في الطريق. الرموز السابقة لم تعد صالحة.',
  otherAddress: 'استخدام عنوان آخر',
  waitFor: (minutes, n) =>
    forms(n, {
      zero: `محاولات كثيرة. يُرجى الانتظار ${minutes} دقيقة.`,
      one: `محاولات كثيرة. يُرجى الانتظار دقيقة واحدة.`,
      two: `محاولات كثيرة. يُرجى الانتظار دقيقتين.`,
      few: `محاولات كثيرة. يُرجى الانتظار ${minutes} دقائق.`,
      many: `محاولات كثيرة. يُرجى الانتظار ${minutes} دقيقة.`,
      other: `محاولات كثيرة. يُرجى الانتظار ${minutes} دقيقة.`,
    }),
  signedIn: 'تم تسجيل دخولك.',
  signedInAs: (name) => `تم تسجيل الدخول باسم ${name}`,
  signedOut: 'تم تسجيل خروجك.',
  emailNotices: 'إرسال بريد إلكتروني إليّ عند وجود رسالة غير مقروءة',
  emailNoticesOn: 'ستتلقى بريدًا إلكترونيًا عندما تبقى رسالة غير مقروءة لبعض الوقت.',
  emailNoticesOff: 'لن تتلقى رسائل إلكترونية عن الرسائل غير المقروءة.',
  signOut: 'تسجيل الخروج',
  signOutEverywhere: 'تسجيل الخروج من كل الأجهزة',
  notSignedOut: 'ما زال دخولك مسجّلًا على كل الأجهزة.',
  notChanged: 'لم يتغير شيء.',
  noSignIn: 'تسجيل الدخول غير مُعدّ في هذه الصفحة',
  noSignInHint: 'لم تذكر الصفحة لأي عيادة هي.',
};
