import type { RecordWords } from './en-record.ts';

/** The French words of exporting a conversation. */
export const frRecord: RecordWords = {
  export: 'Exporter pour le dossier',
  explained: (zone) =>
    `Toute la conversation dans un seul fichier que chacun peut vérifier, avec les heures de ${zone}. Le fichier n’est pas chiffré\u202f: conservez-le là où se trouvent les dossiers de santé.`,
  format: 'Format du fichier',
  html: 'Document à lire et à imprimer (HTML)',
  json: 'Données à conserver et à vérifier (JSON)',
  fhir: 'Pour d’autres systèmes (FHIR R4)',
  begin: 'Exporter',
  preparing: 'Préparation de l’export…',
  failed: 'La conversation n’a pas été exportée.',
  done: 'La conversation exportée a été téléchargée.',
};
