import type { RecordWords } from './en-record.ts';

/** The Simplified Chinese words of exporting a conversation. */
export const zhRecord: RecordWords = {
  export: '导出存档',
  explained: (zone) =>
    `整个对话导出为一个任何人都能核验的文件，时间按 ${zone} 显示。文件未加密：请将它保存在健康档案应在的地方。`,
  format: '格式',
  html: '供阅读和打印的文档 (HTML)',
  json: '供保存和核验的数据 (JSON)',
  fhir: '供其他系统使用 (FHIR R4)',
  begin: '导出',
  preparing: '正在准备存档…',
  failed: '存档未能导出。',
  done: '存档已下载。',
};
