import type { Words } from './en.ts';
import { esOutOfOffice } from './es-out-of-office.ts';
import { esRecord } from './es-record.ts';
import { esSignIn } from './es-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('es');
const UNEXPECTED = 'Ha ocurrido algo inesperado. Inténtelo de nuevo.';
const SIGNED_OUT = 'Su sesión está cerrada. Vuelva a iniciar sesión.';

/** Spanish, as it is understood in Spain and in America; people are addressed as usted. */
export const es: Words = {
  // The elements' names.
  messages: 'Mensajes',
  unread: (count, n) =>
    forms(n, {
      one: `${count} mensaje sin leer`,
      many: `${count} de mensajes sin leer`,
      other: `${count} mensajes sin leer`,
    }),
  unreadAfterNumber: (n) =>
    forms(n, { one: 'mensaje sin leer', many: 'de mensajes sin leer', other: 'mensajes sin leer' }),
  conversations: 'Conversaciones',
  newMessage: 'Mensaje nuevo',
  searchConversations: 'Buscar conversaciones',
  clearSearch: 'Borrar la búsqueda',
  searchPeople: 'Buscar un cliente o profesional',
  searchPractitioners: 'Buscar un profesional',
  people: 'Personas',
  practitioner: 'Profesional',
  client: 'Cliente',
  back: 'Volver',
  close: 'Cerrar',
  tryAgain: 'Intentar de nuevo',
  keptUnsaved: 'Aún no había guardado esto.',
  startAgain: 'Empezar de nuevo',

  // Conversations.
  you: 'Usted:',
  saidBy: (name) => `${name}:`,
  sentences: (first, second) => `${first} ${second}`,
  deleted: 'Mensaje eliminado',
  nobodyHasWritten: 'Aún no hay mensajes',
  yesterday: 'Ayer',
  today: 'Hoy',
  noConversations: 'Aún no hay conversaciones',
  noConversationsHint: 'Escriba a alguien y la conversación aparecerá aquí.',
  startConversation: 'Iniciar una conversación',
  noHits: 'No se ha encontrado nada',
  noHitsHint: 'Pruebe con un nombre o con una palabra de un mensaje.',
  hits: (count, n) =>
    forms(n, {
      one: `${count} conversación encontrada`,
      many: `${count} de conversaciones encontradas`,
      other: `${count} conversaciones encontradas`,
    }),
  foundPeople: (count, n) =>
    forms(n, {
      one: `${count} persona encontrada`,
      many: `${count} de personas encontradas`,
      other: `${count} personas encontradas`,
    }),
  noPeople: 'No se ha encontrado a nadie',
  noPeopleHint: 'Revise cómo está escrito o pruebe con una parte del nombre.',
  nobodyToWriteTo: 'Aún no hay nadie a quien pueda escribir',
  chooseConversation: 'Elija una conversación',
  chooseConversationHint: 'Selecciónela en la lista para leerla y responder.',
  privateTitle: 'Sus mensajes son privados',
  privateHint: 'Solo usted y la persona a quien escribe pueden leerlos.',
  loading: 'Cargando…',
  loadingOlder: 'Cargando mensajes anteriores…',
  loadingFailed: 'No se ha podido cargar',

  // One conversation.
  conversationWith: (name) => `Conversación con ${name}`,
  conversationStart: (name) => `Aquí empieza su conversación con ${name}.`,
  newMessages: 'Mensajes nuevos',
  foundMessage: (time) => `Mensaje encontrado: ${time}`,
  jumpToLatest: 'Ir al más reciente',
  jumpToLatestCount: (count) => `Ir al más reciente, nuevos: ${count}`,
  sending: 'Enviando',
  sent: 'Enviado',
  delivered: 'Entregado',
  read: 'Leído',
  notSent: 'No enviado',
  retry: 'Reintentar',
  edit: 'Editar',
  automaticReply: 'Respuesta automática',
  messageOptions: 'Opciones del mensaje',
  deleteMessage: 'Eliminar mensaje',
  deleteQuestion: '¿Eliminar este mensaje?',
  deleteExplained: (name) => `Desaparecerá para usted y para ${name}. No se puede deshacer.`,
  delete: 'Eliminar',
  cancel: 'Cancelar',
  deleteFailed: 'El mensaje no se ha eliminado.',
  arrived: (name) => `Mensaje nuevo de ${name}`,
  sendFailed: (name) => `Su mensaje para ${name} no se ha enviado.`,
  files: (count, n) =>
    forms(n, { one: `${count} archivo`, many: `${count} de archivos`, other: `${count} archivos` }),
  pictures: (count, n) =>
    forms(n, { one: `${count} imagen`, many: `${count} de imágenes`, other: `${count} imágenes` }),
  openPicture: (name) => `Abrir la imagen ${name}`,
  download: (name) => `Descargar ${name}`,
  downloadFile: (name, size) => `Descargar ${name}, ${size}`,
  downloading: (name) => `Descargando ${name}`,
  downloadFailed: (name) => `No se ha podido descargar ${name}.`,
  pictureOf: (at, count) => `Imagen ${at} de ${count}`,
  previousPicture: 'Imagen anterior',
  nextPicture: 'Imagen siguiente',
  linkHint: 'se abre en una pestaña nueva',

  // Writing.
  message: 'Mensaje',
  writeTo: (name) => `Escribir a ${name}`,
  send: 'Enviar',
  attachFile: 'Adjuntar un archivo',
  attachedFiles: 'Archivos adjuntos',
  dropFiles: 'Suelte aquí los archivos para adjuntarlos',
  uploading: (name) => `Subiendo ${name}`,
  cancelUpload: (name) => `Cancelar la subida de ${name}`,
  removeFile: (name) => `Quitar ${name}`,
  waiting: 'en espera',
  filesUploading: 'Podrá enviar en cuanto se hayan subido los archivos.',
  filesFailed: 'Para enviar, quite los archivos que han fallado o vuelva a intentarlo.',
  fileLimit: (count, n) =>
    forms(n, {
      one: `Un mensaje puede llevar ${count} archivo.`,
      many: `Un mensaje puede llevar hasta ${count} de archivos.`,
      other: `Un mensaje puede llevar hasta ${count} archivos.`,
    }),
  fileTooLarge: (size) => `El archivo ocupa más de ${size}.`,
  dismiss: 'Descartar',
  sendHint: {
    'shift-enter': 'Mayús + Intro para enviar',
    enter: 'Intro para enviar, Mayús + Intro para una línea nueva',
    'mod-enter': 'Ctrl + Intro para enviar',
  },
  sendHintApple: '⌘ Intro para enviar',
  tooLong: (count, n) =>
    forms(n, {
      one: `Sobra ${count} carácter. Acorte el texto.`,
      many: `Sobran ${count} de caracteres. Acorte el texto.`,
      other: `Sobran ${count} caracteres. Acorte el texto.`,
    }),
  charactersLeft: (count, n) =>
    forms(n, {
      one: `Queda ${count} carácter`,
      many: `Quedan ${count} de caracteres`,
      other: `Quedan ${count} caracteres`,
    }),
  privacyReminder: 'Comparta información médica protegida solo aquí, no por correo electrónico normal.',
  insertEmoji: 'Insertar emoji',
  matchingEmoji: 'Emojis que coinciden',
  foundEmoji: (count, n) =>
    forms(n, {
      one: `${count} emoji coincide`,
      many: `${count} de emojis coinciden`,
      other: `${count} emojis coinciden`,
    }),
  guidelines: 'Indicaciones',
  closeGuidelines: 'Cerrar las indicaciones',
  inactiveTitle: (name) => `${name} ya no recibe mensajes`,
  inactiveHint: 'Puede seguir leyendo esta conversación. Si es urgente, póngase en contacto con la consulta.',

  outOfOffice: esOutOfOffice,

  signIn: esSignIn,
  record: esRecord,

  // Settings of the practice.
  secureMessaging: 'Mensajería segura',
  secureMessagingHint: 'Profesionales y clientes se escriben, con cifrado, dentro del portal.',
  secureMessagingOffHint:
    'Nadie puede enviar ni leer mensajes. Lo escrito se conserva y volverá a estar disponible cuando se active.',
  switchedOn: 'Activada',
  switchedOff: 'Desactivada',
  administratorsOnly: 'Solo los administradores pueden cambiar esto.',
  switchOffQuestion: '¿Desactivar la mensajería segura?',
  switchOffExplained:
    'La bandeja de entrada se cierra al momento para toda la consulta: no se puede enviar ni leer nada. Los mensajes se conservan y volverán a estar ahí cuando la active.',
  switchOff: 'Desactivar',
  featureUnchanged: 'No se ha cambiado nada.',
  practiceGuidelines: 'Indicaciones de la consulta',
  practiceGuidelinesHint:
    'Se muestran a todas las personas donde escriben: por ejemplo, en cuánto tiempo responde y qué hacer en una emergencia. Déjelo vacío para no mostrar ninguna.',
  formatting: 'Formato',
  marks: { heading: 'Título', bold: 'Negrita', italic: 'Cursiva', bullets: 'Lista' },
  preview: 'Vista previa',
  noGuidelines: 'No se muestran indicaciones.',
  saveGuidelines: 'Guardar indicaciones',
  guidelinesSaved: 'Indicaciones guardadas',
  guidelinesNotSaved: 'Las indicaciones no se han guardado.',

  // The automatic lock.
  locked: 'Bloqueado para proteger su privacidad',
  lockedHint: 'Hace un rato que no hay actividad aquí. Lo que estaba escribiendo se ha conservado.',
  unlock: 'Desbloquear',
  stillThere: '¿Sigue ahí?',
  stillThereHint: 'Para proteger su privacidad, sus mensajes están a punto de bloquearse.',
  locksIn: (time) => `Se bloqueará en ${time}`,
  staySignedIn: 'Mantener la sesión',

  // The way to the backend.
  offline: 'No tiene conexión. Lo que escriba se enviará cuando la recupere.',
  offlineWaiting: (count, n) =>
    forms(n, {
      one: `No tiene conexión. Se conserva ${count} mensaje, que se enviará cuando la recupere.`,
      many: `No tiene conexión. Se conservan ${count} de mensajes, que se enviarán cuando la recupere.`,
      other: `No tiene conexión. Se conservan ${count} mensajes, que se enviarán cuando la recupere.`,
    }),
  connecting: 'Conectando…',
  signedOut: 'Su sesión está cerrada',
  signedOutHint: 'Vuelva a iniciar sesión y regrese a sus mensajes.',
  messagingOff: 'La mensajería segura está desactivada',
  messagingOffHint:
    'Su consulta la ha desactivado por ahora. Póngase en contacto con la consulta de otra manera.',
  messagingOffAdminHint:
    'Un administrador puede activarla en Configuración de la cuenta › Portal › Funciones.',
  notFound: 'Esta conversación no está aquí',
  notFoundHint: 'Es posible que se haya eliminado o que pertenezca a otra persona.',
  noSession: 'Los mensajes no están configurados en esta página',
  noSessionHint: 'La página no ha indicado dónde se guardan sus mensajes.',

  failures: {
    network: 'Ahora mismo no hay conexión.',
    unexpected: UNEXPECTED,
    malformed: UNEXPECTED,
    unauthenticated: SIGNED_OUT,
    'token-expired': SIGNED_OUT,
    locked: 'Sus mensajes están bloqueados. Desbloquéelos primero.',
    'sign-in-off':
      'Aquí no puede iniciar sesión por correo electrónico. Póngase en contacto con la consulta.',
    'code-wrong': 'Este código no es correcto. Mire de nuevo el correo más reciente.',
    'code-expired': 'Este código ya no es válido. Pida uno nuevo.',
    'files-off': 'Aquí no se pueden enviar archivos.',
    forbidden: 'No tiene permiso para hacer esto.',
    'messaging-off': 'La mensajería segura está desactivada.',
    'not-sender': 'Solo quien envió el mensaje puede eliminarlo.',
    'delete-window-over': 'El plazo para eliminar este mensaje ha terminado.',
    'recipient-inactive': 'Esta persona ya no recibe mensajes.',
    'not-found': 'Esto ya no está aquí.',
    'method-not-allowed': UNEXPECTED,
    'id-conflict': UNEXPECTED,
    'kind-fixed': UNEXPECTED,
    'absence-overlap': 'Ya hay una respuesta por ausencia en una parte de ese tiempo.',
    'too-large': 'Es demasiado grande para enviarlo.',
    'file-too-large': 'El archivo es demasiado grande.',
    'picture-too-large': 'La imagen tiene demasiados píxeles. Envíe una versión más pequeña.',
    'file-type-refused':
      'Solo se pueden enviar archivos PDF, Word (DOCX), de texto, JPEG, PNG, GIF, WebP y HEIC, sin modificar y sin daños.',
    'unsupported-media-type': UNEXPECTED,
    invalid: UNEXPECTED,
    'text-empty': 'Escriba algo primero.',
    'text-too-long': 'El mensaje es demasiado largo. Acórtelo.',
    'file-empty': 'El archivo está vacío.',
    'file-missing': 'Un archivo ya no está. Elija Editar para volver a adjuntarlo.',
    'too-many-files': 'Hay demasiados archivos para un solo mensaje.',
    'recipient-self': 'No puede enviarse mensajes a su propia cuenta.',
    'too-many-requests': 'Ha ido un poco rápido. Espere un momento.',
    internal: 'El servicio tiene un problema. Inténtelo de nuevo en un momento.',
    unavailable: 'El servicio no está disponible ahora. Inténtelo de nuevo en un momento.',
  },
};
