/** The English words of exporting a conversation. */
export const enRecord = {
  export: 'Export for the record',
  explained: (zone: string) =>
    `The whole conversation as one file that anybody can verify, with times in ${zone}. The file is not encrypted: keep it where health records belong.`,
  format: 'Format',
  html: 'Document to read and print (HTML)',
  json: 'Data to keep and verify (JSON)',
  fhir: 'For other systems (FHIR R4)',
  begin: 'Export',
  preparing: 'Preparing the record…',
  failed: 'The record was not exported.',
  done: 'The record has been downloaded.',
};

/** These words in one language. */
export type RecordWords = typeof enRecord;
