import type { RecordWords } from './en-record.ts';

/** The Spanish words of exporting a conversation. */
export const esRecord: RecordWords = {
  export: 'Exportar para el expediente',
  explained: (zone) =>
    `Toda la conversación en un solo archivo que cualquiera puede verificar, con las horas de ${zone}. El archivo no está cifrado: guárdelo donde se guardan los expedientes clínicos.`,
  format: 'Formato',
  html: 'Documento para leer e imprimir (HTML)',
  json: 'Datos para guardar y verificar (JSON)',
  fhir: 'Para otros sistemas (FHIR R4)',
  begin: 'Exportar',
  preparing: 'Preparando la exportación…',
  failed: 'La conversación no se ha exportado.',
  done: 'La conversación exportada se ha descargado.',
};
