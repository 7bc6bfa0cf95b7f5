import type { RecordWords } from './en-record.ts';

/** The Arabic words of exporting a conversation. */
export const arRecord: RecordWords = {
  export: 'تصدير للسجل',
  explained: (zone) =>
    `المحادثة كلها في ملف واحد يمكن لأي شخص التحقق منه، بتوقيت ${zone}. الملف غير مشفّر: احفظه حيث تُحفظ السجلات الصحية.`,
  format: 'الصيغة',
  html: 'مستند للقراءة والطباعة (HTML)',
  json: 'بيانات للحفظ والتحقق (JSON)',
  fhir: 'لأنظمة أخرى (FHIR R4)',
  begin: 'تصدير',
  preparing: 'جارٍ تحضير السجل…',
  failed: 'لم يُصدَّر السجل.',
  done: 'تم تنزيل السجل.',
};
