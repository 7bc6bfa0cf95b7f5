import type { RecordWords } from './en-record.ts';

/** The German words of exporting a conversation. */
export const deRecord: RecordWords = {
  export: 'Für die Akte exportieren',
  explained: (zone) =>
    `Das ganze Gespräch als eine Datei, die jeder prüfen kann, mit Zeiten in ${zone}. Die Datei ist nicht verschlüsselt: Bewahren Sie sie dort auf, wo Gesundheitsakten hingehören.`,
  format: 'Dateiformat',
  html: 'Dokument zum Lesen und Drucken (HTML)',
  json: 'Daten zum Aufbewahren und Prüfen (JSON)',
  fhir: 'Für andere Systeme (FHIR R4)',
  begin: 'Exportieren',
  preparing: 'Die Akte wird vorbereitet …',
  failed: 'Die Akte wurde nicht exportiert.',
  done: 'Die Akte wurde heruntergeladen.',
};
