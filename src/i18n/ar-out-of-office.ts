import type { OutOfOfficeWords } from './en-out-of-office.ts';
import { plural } from './plurals.ts';

const forms = plural('ar');

/** The Arabic words about being out of office. */
export const arOutOfOffice: OutOfOfficeWords = {
  settings: 'إعدادات الغياب',
  heading: 'الغياب',
  intro: 'أثناء غيابك، يتلقى العملاء الذين يراسلونك هذا الرد تلقائيًا.',
  introAdmin: 'أثناء غياب الأعضاء، يتلقى العملاء الذين يراسلونهم هذا الرد تلقائيًا.',

  // The form.
  newSetting: 'رد جديد',
  editSetting: 'تغيير الرد',
  members: 'الأعضاء',
  searchMembers: 'البحث عن الأعضاء',
  selectAll: 'تحديد الكل',
  noMembers: 'لم يُعثر على أحد',
  membersChosen: (count, n) =>
    forms(n, {
      zero: `الأعضاء المحددون: ${count}`,
      one: `حُدد عضو واحد`,
      two: `حُدد عضوان`,
      few: `حُدد ${count} أعضاء`,
      many: `حُدد ${count} عضوًا`,
      other: `حُدد ${count} عضو`,
    }),
  message: 'نص الرد التلقائي',
  messageHint: 'مثل موعد عودتك، ومن يمكن الاتصال به في الحالات العاجلة.',
  start: 'البداية',
  end: 'النهاية',
  untilTurnedOff: 'إلى أن أوقفه',
  timeZone: 'المنطقة الزمنية',
  timeZoneIs: (zone) => `المنطقة الزمنية: ${zone}`,
  firstPassMeant: 'تُؤخَّر الساعة، فيأتي هذا الوقت مرتين. المقصود المرة الأولى، قبل تأخيرها.',
  secondPassMeant: 'تُؤخَّر الساعة، فيأتي هذا الوقت مرتين. المقصود المرة الثانية، بعد تأخيرها.',
  secondPass: 'اختيار المرة الثانية',
  often: 'الرد على العميل نفسه',
  once: 'مرة واحدة في المدة',
  daily: 'كل 24 ساعة',
  fourDays: 'كل 4 أيام',
  otherOften: 'فاصل آخر…',
  hours: 'عدد الساعات بين الردود',
  configure: 'حفظ الإعدادات',
  cancelEdit: 'إلغاء',
  saving: 'جارٍ الحفظ…',
  saved: 'حُفظت إعداداتك.',

  // What is wrong with a field.
  chooseMember: 'يُرجى تحديد عضو واحد على الأقل.',
  writeMessage: 'يُرجى كتابة الرسالة التي سيتلقاها العملاء.',
  chooseStart: 'يُرجى اختيار وقت البداية.',
  chooseEnd: 'يُرجى اختيار وقت النهاية، أو الاستمرار إلى أن توقفه.',
  endBeforeStart: 'يجب أن تكون النهاية بعد البداية.',
  endPast: 'لقد مضى وقت النهاية.',
  hoursRange: (limit) => `يُرجى كتابة عدد صحيح من الساعات، من 1 إلى ${limit}.`,
  notSaved: 'لم يُحفظ شيء.',
  unsaved: 'تغييرات غير محفوظة',

  // The settings that are there.
  current: 'النشطة والمخطط لها',
  activeNow: 'غياب جارٍ',
  planned: 'مخطط له',
  range: (start, end) => `${start} – ${end}`,
  from: (start) => `من ${start} إلى حين الإيقاف`,
  edit: 'تعديل',
  endNow: 'إنهاء الآن',
  remove: 'إزالة',
  editOf: (name, range) => `تعديل، ${name}، ${range}`,
  endNowOf: (name, range) => `إنهاء الآن، ${name}، ${range}`,
  removeOf: (name, range) => `إزالة، ${name}، ${range}`,
  ended: 'انتهى رد الغياب.',
  removed: 'أُزيل الرد المخطط له.',
  notEnded: 'لم يتم إنهاؤه.',

  // Being away, as others see it.
  away: 'خارج المكتب',
  youAreAwayUntil: (until) => `أنت خارج المكتب حتى ${until}.`,
  youAreAway: 'أنت خارج المكتب.',
  isAwayUntil: (name, until) => `${name} خارج المكتب حتى ${until}.`,
  isAway: (name) => `${name} خارج المكتب.`,
};
