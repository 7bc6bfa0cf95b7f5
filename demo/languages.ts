/** The languages of the demo's portal: those that the elements speak. */
export const languages = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  ar: 'العربية',
  zh: '简体中文',
} as const;

export type Language = keyof typeof languages;

export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(languages, tag);
}

interface PortalWords {
  language: string;
  home: string;
  messages: string;
  settings: string;
  practitioner: readonly string[];
  client: readonly string[];
  /** The page of the inbox. */
  inboxOf: { practitioner: string; client: string };
  /** Account Settings › Portal › Features. */
  path: readonly string[];
  features: string;
  youAreHere: string;
  hello: string;
  entries: { practitioner: string; client: string };
  aside: string;
  asideText: string;
  link: string;
}

/** The words of the portal around our elements. */
export const portalWords: Readonly<Record<Language, PortalWords>> = {
  en: {
    language: 'Language',
    home: 'Home',
    messages: 'Inbox',
    settings: 'Settings',
    practitioner: ['Schedule', 'Clients', 'Documents'],
    client: ['Appointments', 'Documents'],
    inboxOf: { practitioner: 'Your clients and colleagues', client: 'You and your care team' },
    path: ['Account Settings', 'Portal'],
    features: 'Features',
    youAreHere: 'You are here',
    hello: 'Welcome back,',
    entries: { practitioner: 'Today', client: 'Your next appointments' },
    aside: 'Questions between sessions?',
    asideText: 'Write to your practice securely. Only you and the person you write to can read it.',
    link: 'Open the inbox',
  },
  es: {
    language: 'Idioma',
    home: 'Inicio',
    messages: 'Bandeja',
    settings: 'Ajustes',
    practitioner: ['Agenda', 'Clientes', 'Documentos'],
    client: ['Citas', 'Documentos'],
    inboxOf: { practitioner: 'Sus clientes y colegas', client: 'Usted y su equipo de atención' },
    path: ['Configuración de la cuenta', 'Portal'],
    features: 'Funciones',
    youAreHere: 'Está aquí',
    hello: 'Nos alegra verle de nuevo,',
    entries: { practitioner: 'Hoy', client: 'Sus próximas citas' },
    aside: '¿Preguntas entre sesiones?',
    asideText:
      'Escriba a su consulta de forma segura. Solo usted y la persona a quien escribe pueden leerlo.',
    link: 'Abrir la bandeja',
  },
  fr: {
    language: 'Langue',
    home: 'Accueil',
    messages: 'Messagerie',
    settings: 'Paramètres',
    practitioner: ['Agenda', 'Clients', 'Documents'],
    client: ['Rendez-vous', 'Documents'],
    inboxOf: { practitioner: 'Vos clients et collègues', client: 'Vous et votre équipe soignante' },
    path: ['Paramètres du compte', 'Portail'],
    features: 'Fonctionnalités',
    youAreHere: 'Vous êtes ici',
    hello: 'Bonjour,',
    entries: { practitioner: 'Aujourd’hui', client: 'Vos prochains rendez-vous' },
    aside: 'Une question entre deux séances\u202f?',
    asideText: 'Écrivez à votre cabinet en toute sécurité. Seul votre correspondant pourra vous lire.',
    link: 'Ouvrir la messagerie',
  },
  de: {
    language: 'Sprache',
    home: 'Start',
    messages: 'Posteingang',
    settings: 'Einstellungen',
    practitioner: ['Termine', 'Klienten', 'Dokumente'],
    client: ['Termine', 'Dokumente'],
    inboxOf: { practitioner: 'Ihre Klienten und Kollegen', client: 'Sie und Ihr Behandlungsteam' },
    path: ['Kontoeinstellungen', 'Portal'],
    features: 'Funktionen',
    youAreHere: 'Sie sind hier',
    hello: 'Willkommen zurück,',
    entries: { practitioner: 'Heute', client: 'Ihre nächsten Termine' },
    aside: 'Fragen zwischen den Sitzungen?',
    asideText:
      'Schreiben Sie Ihrer Praxis sicher. Nur Sie und die Person, der Sie schreiben, können es lesen.',
    link: 'Posteingang öffnen',
  },
  ar: {
    language: 'اللغة',
    home: 'الرئيسية',
    messages: 'صندوق الوارد',
    settings: 'الإعدادات',
    practitioner: ['المواعيد', 'العملاء', 'المستندات'],
    client: ['المواعيد', 'المستندات'],
    inboxOf: { practitioner: 'عملاؤك وزملاؤك', client: 'أنت وفريق رعايتك' },
    path: ['إعدادات الحساب', 'البوابة'],
    features: 'الميزات',
    youAreHere: 'أنت هنا',
    hello: 'مرحبًا بعودتك،',
    entries: { practitioner: 'اليوم', client: 'مواعيدك القادمة' },
    aside: 'لديك سؤال بين الجلسات؟',
    asideText: 'اكتب إلى عيادتك بأمان. لا يقرأ الرسالة إلا أنت ومن تكتب إليه.',
    link: 'فتح صندوق الوارد',
  },
  zh: {
    language: '语言',
    home: '首页',
    messages: '收件箱',
    settings: '设置',
    practitioner: ['日程', '来访者', '文档'],
    client: ['预约', '文档'],
    inboxOf: { practitioner: '您的来访者和同事', client: '您和您的照护团队' },
    path: ['账户设置', '门户'],
    features: '功能',
    youAreHere: '您在这里',
    hello: '欢迎回来，',
    entries: { practitioner: '今天', client: '您接下来的预约' },
    aside: '两次会谈之间有问题？',
    asideText: '安全地给您的诊所写消息，只有您和收信人可以阅读。',
    link: '打开收件箱',
  },
};
