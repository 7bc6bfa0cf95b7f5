import type { Words } from './en.ts';
import { deOutOfOffice } from './de-out-of-office.ts';
import { deRecord } from './de-record.ts';
import { deSignIn } from './de-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('de');
const UNEXPECTED = 'Etwas Unerwartetes ist passiert. Bitte versuchen Sie es noch einmal.';
const SIGNED_OUT = 'Sie sind abgemeldet. Bitte melden Sie sich wieder an.';

/** German; people are addressed as Sie. */
export const de: Words = {
  // The elements' names.
  messages: 'Nachrichten',
  unread: (count, n) =>
    forms(n, { one: `${count} ungelesene Nachricht`, other: `${count} ungelesene Nachrichten` }),
  unreadAfterNumber: (n) => forms(n, { one: 'ungelesene Nachricht', other: 'ungelesene Nachrichten' }),
  conversations: 'Unterhaltungen',
  newMessage: 'Neue Nachricht',
  searchConversations: 'Unterhaltungen durchsuchen',
  clearSearch: 'Suche leeren',
  searchPeople: 'Klient/in oder Fachkraft suchen',
  searchPractitioners: 'Fachkraft suchen',
  people: 'Personen',
  practitioner: 'Fachkraft',
  client: 'Klient/in',
  back: 'Zurück',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  keptUnsaved: 'Das hatten Sie noch nicht gespeichert.',
  startAgain: 'Neu beginnen',

  // Conversations.
  you: 'Sie:',
  saidBy: (name) => `${name}:`,
  sentences: (first, second) => `${first} ${second}`,
  deleted: 'Nachricht gelöscht',
  nobodyHasWritten: 'Noch keine Nachrichten',
  yesterday: 'Gestern',
  today: 'Heute',
  noConversations: 'Noch keine Unterhaltungen',
  noConversationsHint: 'Schreiben Sie jemandem, und die Unterhaltung erscheint hier.',
  startConversation: 'Unterhaltung beginnen',
  noHits: 'Nichts gefunden',
  noHitsHint: 'Versuchen Sie es mit einem Namen oder einem Wort aus einer Nachricht.',
  hits: (count, n) =>
    forms(n, { one: `${count} Unterhaltung gefunden`, other: `${count} Unterhaltungen gefunden` }),
  foundPeople: (count, n) =>
    forms(n, { one: `${count} Person gefunden`, other: `${count} Personen gefunden` }),
  noPeople: 'Niemanden gefunden',
  noPeopleHint: 'Prüfen Sie die Schreibweise, oder versuchen Sie es mit einem Teil des Namens.',
  nobodyToWriteTo: 'Es gibt noch niemanden, dem Sie schreiben können',
  chooseConversation: 'Wählen Sie eine Unterhaltung',
  chooseConversationHint: 'Wählen Sie eine aus der Liste, um sie zu lesen und zu antworten.',
  privateTitle: 'Ihre Nachrichten sind vertraulich',
  privateHint: 'Nur Sie und die Person, der Sie schreiben, können sie lesen.',
  loading: 'Wird geladen…',
  loadingOlder: 'Frühere Nachrichten werden geladen…',
  loadingFailed: 'Das konnte nicht geladen werden',

  // One conversation.
  conversationWith: (name) => `Unterhaltung mit ${name}`,
  conversationStart: (name) => `Hier beginnt Ihre Unterhaltung mit ${name}.`,
  newMessages: 'Neue Nachrichten',
  foundMessage: (time) => `Gefundene Nachricht: ${time}`,
  jumpToLatest: 'Zur neuesten Nachricht',
  jumpToLatestCount: (count) => `Zur neuesten Nachricht, ${count} neu`,
  sending: 'Wird gesendet',
  sent: 'Gesendet',
  delivered: 'Zugestellt',
  read: 'Gelesen',
  notSent: 'Nicht gesendet',
  retry: 'Erneut senden',
  edit: 'Bearbeiten',
  automaticReply: 'Automatische Antwort',
  messageOptions: 'Nachrichtenoptionen',
  deleteMessage: 'Nachricht löschen',
  deleteQuestion: 'Diese Nachricht löschen?',
  deleteExplained: (name) =>
    `Sie verschwindet bei Ihnen und bei ${name}. Das lässt sich nicht rückgängig machen.`,
  delete: 'Löschen',
  cancel: 'Abbrechen',
  deleteFailed: 'Die Nachricht wurde nicht gelöscht.',
  arrived: (name) => `Neue Nachricht von ${name}`,
  sendFailed: (name) => `Ihre Nachricht an ${name} wurde nicht gesendet.`,
  files: (count, n) => forms(n, { one: `${count} Datei`, other: `${count} Dateien` }),
  pictures: (count, n) => forms(n, { one: `${count} Bild`, other: `${count} Bilder` }),
  openPicture: (name) => `Bild ${name} öffnen`,
  download: (name) => `${name} herunterladen`,
  downloadFile: (name, size) => `${name}, ${size}, herunterladen`,
  downloading: (name) => `${name} wird heruntergeladen`,
  downloadFailed: (name) => `${name} konnte nicht heruntergeladen werden.`,
  pictureOf: (at, count) => `Bild ${at} von ${count}`,
  previousPicture: 'Vorheriges Bild',
  nextPicture: 'Nächstes Bild',
  linkHint: 'wird in einem neuen Tab geöffnet',

  // Writing.
  message: 'Nachricht',
  writeTo: (name) => `An ${name} schreiben`,
  send: 'Senden',
  attachFile: 'Datei anhängen',
  attachedFiles: 'Angehängte Dateien',
  dropFiles: 'Dateien hier ablegen, um sie anzuhängen',
  uploading: (name) => `${name} wird hochgeladen`,
  cancelUpload: (name) => `Hochladen von ${name} abbrechen`,
  removeFile: (name) => `${name} entfernen`,
  waiting: 'wartet',
  filesUploading: 'Sie können senden, sobald die Dateien hochgeladen sind.',
  filesFailed:
    'Zum Senden entfernen Sie bitte die fehlgeschlagenen Dateien, oder versuchen Sie es mit ihnen noch einmal.',
  fileLimit: (count, n) =>
    forms(n, {
      one: `Eine Nachricht kann ${count} Datei enthalten.`,
      other: `Eine Nachricht kann bis zu ${count} Dateien enthalten.`,
    }),
  fileTooLarge: (size) => `Die Datei ist größer als ${size}.`,
  dismiss: 'Ausblenden',
  sendHint: {
    'shift-enter': 'Umschalt + Eingabe zum Senden',
    enter: 'Eingabe zum Senden, Umschalt + Eingabe für eine neue Zeile',
    'mod-enter': 'Strg + Eingabe zum Senden',
  },
  sendHintApple: '⌘ Eingabe zum Senden',
  tooLong: (count, n) =>
    forms(n, {
      one: `${count} Zeichen zu lang. Bitte kürzen Sie den Text.`,
      other: `${count} Zeichen zu lang. Bitte kürzen Sie den Text.`,
    }),
  charactersLeft: (count, n) =>
    forms(n, { one: `Noch ${count} Zeichen übrig`, other: `Noch ${count} Zeichen übrig` }),
  privacyReminder: 'Teilen Sie geschützte Gesundheitsdaten nur hier, nicht per gewöhnlicher E-Mail.',
  insertEmoji: 'Emoji einfügen',
  matchingEmoji: 'Passende Emojis',
  foundEmoji: (count, n) => forms(n, { one: `${count} passendes Emoji`, other: `${count} passende Emojis` }),
  guidelines: 'Hinweise',
  closeGuidelines: 'Hinweise schließen',
  inactiveTitle: (name) => `${name} empfängt keine Nachrichten mehr`,
  inactiveHint:
    'Sie können diese Unterhaltung weiterhin lesen. In dringenden Fällen wenden Sie sich bitte an die Praxis.',

  outOfOffice: deOutOfOffice,

  signIn: deSignIn,
  record: deRecord,

  // Settings of the practice.
  secureMessaging: 'Sichere Nachrichten',
  secureMessagingHint:
    'Fachkräfte sowie Klientinnen und Klienten schreiben einander verschlüsselt innerhalb des Portals.',
  secureMessagingOffHint:
    'Niemand kann Nachrichten senden oder lesen. Was geschrieben wurde, bleibt erhalten und ist nach dem Einschalten wieder da.',
  switchedOn: 'Ein',
  switchedOff: 'Aus',
  administratorsOnly: 'Nur Administratoren können das ändern.',
  switchOffQuestion: 'Sichere Nachrichten ausschalten?',
  switchOffExplained:
    'Der Posteingang schließt sich sofort für alle in der Praxis: Nichts kann gesendet oder gelesen werden. Die Nachrichten bleiben erhalten und sind wieder da, wenn Sie ihn einschalten.',
  switchOff: 'Ausschalten',
  featureUnchanged: 'Es wurde nichts geändert.',
  practiceGuidelines: 'Hinweise der Praxis',
  practiceGuidelinesHint:
    'Alle sehen sie dort, wo sie schreiben: zum Beispiel, wie schnell Sie antworten und was in einem Notfall zu tun ist. Leer lassen, um keine anzuzeigen.',
  formatting: 'Formatierung',
  marks: { heading: 'Überschrift', bold: 'Fett', italic: 'Kursiv', bullets: 'Liste' },
  preview: 'Vorschau',
  noGuidelines: 'Es werden keine Hinweise angezeigt.',
  saveGuidelines: 'Hinweise speichern',
  guidelinesSaved: 'Hinweise gespeichert',
  guidelinesNotSaved: 'Die Hinweise wurden nicht gespeichert.',

  // The automatic lock.
  locked: 'Zu Ihrem Schutz gesperrt',
  lockedHint: 'Hier ist eine Weile nichts passiert. Was Sie gerade schrieben, ist noch da.',
  unlock: 'Entsperren',
  stillThere: 'Sind Sie noch da?',
  stillThereHint: 'Zum Schutz Ihrer Privatsphäre werden Ihre Nachrichten gleich gesperrt.',
  locksIn: (time) => `Sperre in ${time}`,
  staySignedIn: 'Angemeldet bleiben',

  // The way to the backend.
  offline: 'Sie sind offline. Was Sie schreiben, wird gesendet, sobald Sie wieder verbunden sind.',
  offlineWaiting: (count, n) =>
    forms(n, {
      one: `Sie sind offline. ${count} Nachricht ist aufbewahrt und wird gesendet, sobald Sie wieder verbunden sind.`,
      other: `Sie sind offline. ${count} Nachrichten sind aufbewahrt und werden gesendet, sobald Sie wieder verbunden sind.`,
    }),
  connecting: 'Verbindung wird hergestellt…',
  signedOut: 'Sie sind abgemeldet',
  signedOutHint: 'Melden Sie sich wieder an, und kehren Sie dann zu Ihren Nachrichten zurück.',
  messagingOff: 'Sichere Nachrichten sind ausgeschaltet',
  messagingOffHint:
    'Ihre Praxis hat sie vorerst ausgeschaltet. Bitte wenden Sie sich auf einem anderen Weg an die Praxis.',
  messagingOffAdminHint:
    'Administratoren können sie unter Kontoeinstellungen › Portal › Funktionen einschalten.',
  notFound: 'Diese Unterhaltung ist nicht hier',
  notFoundHint: 'Vielleicht wurde sie entfernt, oder sie gehört jemand anderem.',
  noSession: 'Nachrichten sind auf dieser Seite nicht eingerichtet',
  noSessionHint: 'Die Seite hat nicht angegeben, wo ihre Nachrichten liegen.',

  failures: {
    network: 'Im Moment besteht keine Verbindung.',
    unexpected: UNEXPECTED,
    malformed: UNEXPECTED,
    unauthenticated: SIGNED_OUT,
    'token-expired': SIGNED_OUT,
    locked: 'Ihre Nachrichten sind gesperrt. Bitte entsperren Sie sie zuerst.',
    'sign-in-off': 'Sie können sich hier nicht per E-Mail anmelden. Bitte wenden Sie sich an die Praxis.',
    'code-wrong': 'Dieser Code stimmt nicht. Bitte sehen Sie in der neuesten E-Mail noch einmal nach.',
    'code-expired': 'Dieser Code gilt nicht mehr. Bitte fordern Sie einen neuen an.',
    'files-off': 'Dateien können hier nicht gesendet werden.',
    forbidden: 'Dazu sind Sie nicht berechtigt.',
    'messaging-off': 'Sichere Nachrichten sind ausgeschaltet.',
    'not-sender': 'Nur wer eine Nachricht gesendet hat, kann sie löschen.',
    'delete-window-over': 'Die Zeit, in der diese Nachricht gelöscht werden konnte, ist vorbei.',
    'recipient-inactive': 'Diese Person empfängt keine Nachrichten mehr.',
    'not-found': 'Das ist nicht mehr hier.',
    'method-not-allowed': UNEXPECTED,
    'id-conflict': UNEXPECTED,
    'kind-fixed': UNEXPECTED,
    'absence-overlap': 'In einem Teil dieser Zeit gibt es schon eine Abwesenheitsnotiz.',
    'too-large': 'Das ist zu groß zum Senden.',
    'file-too-large': 'Die Datei ist zu groß.',
    'picture-too-large': 'Das Bild hat zu viele Pixel. Bitte senden Sie eine kleinere Fassung.',
    'file-type-refused':
      'Nur PDF-, Word- (DOCX), Text-, JPEG-, PNG-, GIF-, WebP- und HEIC-Dateien können gesendet werden, unverändert und unbeschädigt.',
    'unsupported-media-type': UNEXPECTED,
    invalid: UNEXPECTED,
    'text-empty': 'Bitte schreiben Sie zuerst etwas.',
    'text-too-long': 'Die Nachricht ist zu lang. Bitte kürzen Sie sie.',
    'file-empty': 'Die Datei ist leer.',
    'file-missing': 'Eine Datei ist nicht mehr da. Wählen Sie „Bearbeiten“, um sie wieder anzuhängen.',
    'too-many-files': 'Das sind zu viele Dateien für eine Nachricht.',
    'recipient-self': 'Sie können nicht an sich selbst schreiben.',
    'too-many-requests': 'Das war etwas schnell. Bitte warten Sie einen Augenblick.',
    internal: 'Der Dienst hat ein Problem. Bitte versuchen Sie es gleich noch einmal.',
    unavailable: 'Der Dienst ist im Moment nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
  },
};
