import type { Words } from './en.ts';
import { frOutOfOffice } from './fr-out-of-office.ts';
import { frRecord } from './fr-record.ts';
import { frSignIn } from './fr-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('fr');
const UNEXPECTED = 'Un imprévu est survenu. Veuillez réessayer.';
const SIGNED_OUT = 'Votre session est terminée. Veuillez vous reconnecter.';

/** French; people are addressed as vous. `\u202f` is the narrow space that French puts before `: ; ! ?`. */
export const fr: Words = {
  // The elements' names.
  messages: 'Messages',
  unread: (count, n) =>
    forms(n, {
      one: `${count} message non lu`,
      many: `${count} de messages non lus`,
      other: `${count} messages non lus`,
    }),
  unreadAfterNumber: (n) =>
    forms(n, { one: 'message non lu', many: 'de messages non lus', other: 'messages non lus' }),
  conversations: 'Conversations',
  newMessage: 'Nouveau message',
  searchConversations: 'Rechercher une conversation',
  clearSearch: 'Effacer la recherche',
  searchPeople: 'Rechercher un client ou un praticien',
  searchPractitioners: 'Rechercher un praticien',
  people: 'Personnes',
  practitioner: 'Praticien',
  client: 'Client',
  back: 'Retour',
  close: 'Fermer',
  tryAgain: 'Réessayer',
  keptUnsaved: 'Vous n’aviez pas encore enregistré ceci.',
  startAgain: 'Recommencer',

  // Conversations.
  you: 'Vous\u202f:',
  saidBy: (name) => `${name}\u202f:`,
  sentences: (first, second) => `${first} ${second}`,
  deleted: 'Message supprimé',
  nobodyHasWritten: 'Aucun message pour l’instant',
  yesterday: 'Hier',
  today: 'Aujourd’hui',
  noConversations: 'Aucune conversation pour l’instant',
  noConversationsHint: 'Écrivez à quelqu’un et la conversation apparaîtra ici.',
  startConversation: 'Commencer une conversation',
  noHits: 'Aucun résultat',
  noHitsHint: 'Essayez un nom, ou un mot d’un message.',
  hits: (count, n) =>
    forms(n, {
      one: `${count} conversation trouvée`,
      many: `${count} de conversations trouvées`,
      other: `${count} conversations trouvées`,
    }),
  foundPeople: (count, n) =>
    forms(n, {
      one: `${count} personne trouvée`,
      many: `${count} de personnes trouvées`,
      other: `${count} personnes trouvées`,
    }),
  noPeople: 'Personne ne correspond',
  noPeopleHint: 'Vérifiez l’orthographe ou essayez une partie du nom.',
  nobodyToWriteTo: 'Vous ne pouvez encore écrire à personne',
  chooseConversation: 'Choisissez une conversation',
  chooseConversationHint: 'Sélectionnez-la dans la liste pour la lire et y répondre.',
  privateTitle: 'Vos messages sont confidentiels',
  privateHint: 'Ils ne sont lisibles que par vous et la personne à qui vous écrivez.',
  loading: 'Chargement…',
  loadingOlder: 'Chargement des messages précédents…',
  loadingFailed: 'Le chargement a échoué',

  // One conversation.
  conversationWith: (name) => `Conversation avec ${name}`,
  conversationStart: (name) => `C’est ici que commence votre conversation avec ${name}.`,
  newMessages: 'Nouveaux messages',
  foundMessage: (time) => `Message trouvé\u202f: ${time}`,
  jumpToLatest: 'Aller au plus récent',
  jumpToLatestCount: (count) => `Aller au plus récent, nouveaux\u202f: ${count}`,
  sending: 'Envoi en cours',
  sent: 'Envoyé',
  delivered: 'Distribué',
  read: 'Lu',
  notSent: 'Non envoyé',
  retry: 'Réessayer',
  edit: 'Modifier',
  automaticReply: 'Réponse automatique',
  messageOptions: 'Options du message',
  deleteMessage: 'Supprimer le message',
  deleteQuestion: 'Supprimer ce message\u202f?',
  deleteExplained: (name) => `Il disparaîtra pour vous et pour ${name}. Cette action est définitive.`,
  delete: 'Supprimer',
  cancel: 'Annuler',
  deleteFailed: 'Le message n’a pas été supprimé.',
  arrived: (name) => `Nouveau message de ${name}`,
  sendFailed: (name) => `Votre message à ${name} n’a pas été envoyé.`,
  files: (count, n) =>
    forms(n, { one: `${count} fichier`, many: `${count} de fichiers`, other: `${count} fichiers` }),
  pictures: (count, n) =>
    forms(n, { one: `${count} image`, many: `${count} d’images`, other: `${count} images` }),
  openPicture: (name) => `Ouvrir l’image ${name}`,
  download: (name) => `Télécharger ${name}`,
  downloadFile: (name, size) => `Télécharger ${name}, ${size}`,
  downloading: (name) => `Téléchargement de ${name}`,
  downloadFailed: (name) => `Le téléchargement de ${name} a échoué.`,
  pictureOf: (at, count) => `Image ${at} sur ${count}`,
  previousPicture: 'Image précédente',
  nextPicture: 'Image suivante',
  linkHint: 's’ouvre dans un nouvel onglet',

  // Writing.
  message: 'Message',
  writeTo: (name) => `Écrire à ${name}`,
  send: 'Envoyer',
  attachFile: 'Joindre un fichier',
  attachedFiles: 'Fichiers joints',
  dropFiles: 'Déposez ici les fichiers à joindre',
  uploading: (name) => `Envoi de ${name}`,
  cancelUpload: (name) => `Annuler l’envoi de ${name}`,
  removeFile: (name) => `Retirer ${name}`,
  waiting: 'en attente',
  filesUploading: 'Vous pourrez envoyer dès que les fichiers seront chargés.',
  filesFailed: 'Pour envoyer, retirez les fichiers en échec ou réessayez.',
  fileLimit: (count, n) =>
    forms(n, {
      one: `Un message peut contenir ${count} fichier.`,
      many: `Un message peut contenir jusqu’à ${count} de fichiers.`,
      other: `Un message peut contenir jusqu’à ${count} fichiers.`,
    }),
  fileTooLarge: (size) => `Le fichier dépasse ${size}.`,
  dismiss: 'Ignorer',
  sendHint: {
    'shift-enter': 'Maj + Entrée pour envoyer',
    enter: 'Entrée pour envoyer, Maj + Entrée pour aller à la ligne',
    'mod-enter': 'Ctrl + Entrée pour envoyer',
  },
  sendHintApple: '⌘ Entrée pour envoyer',
  tooLong: (count, n) =>
    forms(n, {
      one: `${count} caractère de trop. Veuillez raccourcir le texte.`,
      many: `${count} de caractères de trop. Veuillez raccourcir le texte.`,
      other: `${count} caractères de trop. Veuillez raccourcir le texte.`,
    }),
  charactersLeft: (count, n) =>
    forms(n, {
      one: `${count} caractère restant`,
      many: `${count} de caractères restants`,
      other: `${count} caractères restants`,
    }),
  privacyReminder: 'Ne partagez vos données de santé protégées qu’ici, et non par un e-mail ordinaire.',
  insertEmoji: 'Insérer un emoji',
  matchingEmoji: 'Emojis correspondants',
  foundEmoji: (count, n) =>
    forms(n, {
      one: `${count} emoji correspondant`,
      many: `${count} d’emojis correspondants`,
      other: `${count} emojis correspondants`,
    }),
  guidelines: 'Consignes',
  closeGuidelines: 'Fermer les consignes',
  inactiveTitle: (name) => `${name} ne reçoit plus de messages`,
  inactiveHint:
    'Vous pouvez toujours lire cette conversation. Pour toute urgence, veuillez contacter le cabinet.',

  outOfOffice: frOutOfOffice,

  signIn: frSignIn,
  record: frRecord,

  // Settings of the practice.
  secureMessaging: 'Messagerie sécurisée',
  secureMessagingHint: 'Praticiens et clients s’écrivent, de façon chiffrée, au sein du portail.',
  secureMessagingOffHint:
    'Personne ne peut envoyer ni lire de messages. Ce qui a été écrit est conservé et réapparaîtra à la réactivation.',
  switchedOn: 'Activée',
  switchedOff: 'Désactivée',
  administratorsOnly: 'Seuls les administrateurs peuvent modifier ce réglage.',
  switchOffQuestion: 'Désactiver la messagerie sécurisée\u202f?',
  switchOffExplained:
    'La messagerie se ferme aussitôt pour tout le cabinet\u202f: plus rien ne peut être envoyé ni lu. Les messages sont conservés et réapparaîtront quand vous la réactiverez.',
  switchOff: 'Désactiver',
  featureUnchanged: 'Rien n’a été modifié.',
  practiceGuidelines: 'Consignes du cabinet',
  practiceGuidelinesHint:
    'Affichées à tous à l’endroit où l’on écrit\u202f: par exemple, sous quel délai vous répondez et que faire en cas d’urgence. Laissez vide pour ne rien afficher.',
  formatting: 'Mise en forme',
  marks: { heading: 'Titre', bold: 'Gras', italic: 'Italique', bullets: 'Liste' },
  preview: 'Aperçu',
  noGuidelines: 'Aucune consigne n’est affichée.',
  saveGuidelines: 'Enregistrer les consignes',
  guidelinesSaved: 'Consignes enregistrées',
  guidelinesNotSaved: 'Les consignes n’ont pas été enregistrées.',

  // The automatic lock.
  locked: 'Verrouillé pour protéger votre vie privée',
  lockedHint: 'Il ne s’est rien passé ici depuis un moment. Ce que vous écriviez est conservé.',
  unlock: 'Déverrouiller',
  stillThere: 'Êtes-vous toujours là\u202f?',
  stillThereHint: 'Pour protéger votre vie privée, vos messages vont bientôt être verrouillés.',
  locksIn: (time) => `Verrouillage dans ${time}`,
  staySignedIn: 'Prolonger la session',

  // The way to the backend.
  offline: 'Vous êtes hors ligne. Ce que vous écrivez partira au retour de la connexion.',
  offlineWaiting: (count, n) =>
    forms(n, {
      one: `Vous êtes hors ligne. ${count} message est conservé et partira au retour de la connexion.`,
      many: `Vous êtes hors ligne. ${count} de messages sont conservés et partiront au retour de la connexion.`,
      other: `Vous êtes hors ligne. ${count} messages sont conservés et partiront au retour de la connexion.`,
    }),
  connecting: 'Connexion…',
  signedOut: 'Votre session est terminée',
  signedOutHint: 'Reconnectez-vous, puis revenez à vos messages.',
  messagingOff: 'La messagerie sécurisée est désactivée',
  messagingOffHint:
    'Votre cabinet l’a désactivée pour le moment. Veuillez contacter le cabinet par un autre moyen.',
  messagingOffAdminHint:
    'Un administrateur peut l’activer dans Paramètres du compte › Portail › Fonctionnalités.',
  notFound: 'Cette conversation n’est pas ici',
  notFoundHint: 'Elle a peut-être été retirée, ou elle appartient à quelqu’un d’autre.',
  noSession: 'La messagerie n’est pas configurée sur cette page',
  noSessionHint: 'La page n’a pas indiqué où se trouvent ses messages.',

  failures: {
    network: 'Il n’y a pas de connexion pour le moment.',
    unexpected: UNEXPECTED,
    malformed: UNEXPECTED,
    unauthenticated: SIGNED_OUT,
    'token-expired': SIGNED_OUT,
    locked: 'Vos messages sont verrouillés. Veuillez d’abord les déverrouiller.',
    'sign-in-off': 'Vous ne pouvez pas vous connecter par e-mail ici. Veuillez contacter le cabinet.',
    'code-wrong': 'Ce code n’est pas correct. Veuillez vérifier dans l’e-mail le plus récent.',
    'code-expired': 'Ce code n’est plus valable. Veuillez en demander un nouveau.',
    'files-off': 'Les fichiers ne peuvent pas être envoyés ici.',
    forbidden: 'Vous n’avez pas l’autorisation de faire cela.',
    'messaging-off': 'La messagerie sécurisée est désactivée.',
    'not-sender': 'Seul l’expéditeur peut supprimer un message.',
    'delete-window-over': 'Le délai pour supprimer ce message est écoulé.',
    'recipient-inactive': 'Cette personne ne reçoit plus de messages.',
    'not-found': 'Cet élément n’est plus ici.',
    'method-not-allowed': UNEXPECTED,
    'id-conflict': UNEXPECTED,
    'kind-fixed': UNEXPECTED,
    'absence-overlap': 'Il existe déjà une réponse d’absence sur une partie de cette période.',
    'too-large': 'C’est trop volumineux pour être envoyé.',
    'file-too-large': 'Le fichier est trop volumineux.',
    'picture-too-large': 'L’image compte trop de pixels. Veuillez en envoyer une version plus petite.',
    'file-type-refused':
      'Seuls les fichiers PDF, Word (DOCX), texte, JPEG, PNG, GIF, WebP et HEIC peuvent être envoyés, inchangés et intacts.',
    'unsupported-media-type': UNEXPECTED,
    invalid: UNEXPECTED,
    'text-empty': 'Veuillez d’abord écrire quelque chose.',
    'text-too-long': 'Le message est trop long. Veuillez le raccourcir.',
    'file-empty': 'Le fichier est vide.',
    'file-missing': 'Un fichier n’est plus là. Choisissez «\u202fModifier\u202f» pour le joindre à nouveau.',
    'too-many-files': 'Il y a trop de fichiers pour un seul message.',
    'recipient-self': 'Vous ne pouvez pas vous écrire à vous-même.',
    'too-many-requests': 'C’était un peu rapide. Veuillez patienter un instant.',
    internal: 'Le service rencontre un problème. Veuillez réessayer dans un instant.',
    unavailable: 'Le service n’est pas disponible pour le moment. Veuillez réessayer dans un instant.',
  },
};
