import type { ErrorCode } from '../protocol/errors.ts';
import { enOutOfOffice } from './en-out-of-office.ts';
import { enRecord } from './en-record.ts';
import { enSignIn } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('en');

/** What can go wrong: the protocol's codes, no answer, and an answer that is not in the protocol. */
export type FailureCode = ErrorCode | 'network' | 'unexpected';

/**
 * Every word that a person sees or hears, in English. This object is the type of all languages: another one is
 * complete or does not compile. Sentences with names and numbers are functions, because word order and plurals differ.
 */
export const en = {
  // The elements' names.
  messages: 'Messages',
  unread: (count: string, n: number) =>
    forms(n, { one: `${count} unread message`, other: `${count} unread messages` }),
  /** Follows a number that is written in a badge. */
  unreadAfterNumber: (n: number) => forms(n, { one: 'unread message', other: 'unread messages' }),
  conversations: 'Conversations',
  newMessage: 'New message',
  searchConversations: 'Search conversations',
  clearSearch: 'Clear search',
  searchPeople: 'Search for a client or practitioner',
  searchPractitioners: 'Search for a practitioner',
  people: 'People',
  practitioner: 'Practitioner',
  client: 'Client',
  back: 'Back',
  close: 'Close',
  tryAgain: 'Try again',
  keptUnsaved: 'You had not saved this yet.',
  startAgain: 'Start again',

  // Conversations.
  you: 'You:',
  saidBy: (name: string) => `${name}:`,
  /** Two sentences, one after the other. */
  sentences: (first: string, second: string) => `${first} ${second}`,
  deleted: 'Message deleted',
  nobodyHasWritten: 'No messages yet',
  yesterday: 'Yesterday',
  today: 'Today',
  noConversations: 'No conversations yet',
  noConversationsHint: 'Write to someone and the conversation appears here.',
  startConversation: 'Start a conversation',
  noHits: 'Nothing found',
  noHitsHint: 'Try a name, or a word from a message.',
  hits: (count: string, n: number) =>
    forms(n, { one: `${count} conversation found`, other: `${count} conversations found` }),
  foundPeople: (count: string, n: number) =>
    forms(n, { one: `${count} person found`, other: `${count} people found` }),
  noPeople: 'Nobody found',
  noPeopleHint: 'Check the spelling, or try a part of the name.',
  nobodyToWriteTo: 'There is nobody you can write to yet',
  chooseConversation: 'Choose a conversation',
  chooseConversationHint: 'Pick one from the list to read and reply.',
  privateTitle: 'Your messages are private',
  privateHint: 'Only you and the person you write to can read them.',
  loading: 'Loading…',
  loadingOlder: 'Loading earlier messages…',
  loadingFailed: 'This could not be loaded',

  // One conversation.
  conversationWith: (name: string) => `Conversation with ${name}`,
  conversationStart: (name: string) => `This is the beginning of your conversation with ${name}.`,
  newMessages: 'New messages',
  foundMessage: (time: string) => `Found message of ${time}`,
  jumpToLatest: 'Jump to latest',
  jumpToLatestCount: (count: string) => `Jump to latest, ${count} new`,
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  notSent: 'Not sent',
  retry: 'Retry',
  edit: 'Edit',
  automaticReply: 'Automatic reply',
  messageOptions: 'Message options',
  deleteMessage: 'Delete message',
  deleteQuestion: 'Delete this message?',
  deleteExplained: (name: string) => `It disappears for you and for ${name}. This cannot be undone.`,
  delete: 'Delete',
  cancel: 'Cancel',
  deleteFailed: 'The message was not deleted.',
  arrived: (name: string) => `New message from ${name}`,
  sendFailed: (name: string) => `Your message to ${name} was not sent.`,
  files: (count: string, n: number) => forms(n, { one: `${count} file`, other: `${count} files` }),
  pictures: (count: string, n: number) => forms(n, { one: `${count} picture`, other: `${count} pictures` }),
  openPicture: (name: string) => `Open picture ${name}`,
  download: (name: string) => `Download ${name}`,
  downloadFile: (name: string, size: string) => `Download ${name}, ${size}`,
  downloading: (name: string) => `Downloading ${name}`,
  downloadFailed: (name: string) => `${name} could not be downloaded.`,
  pictureOf: (at: string, count: string) => `Picture ${at} of ${count}`,
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  linkHint: 'opens in a new tab',

  // Writing.
  message: 'Message',
  writeTo: (name: string) => `Write to ${name}`,
  send: 'Send',
  attachFile: 'Attach a file',
  attachedFiles: 'Attached files',
  dropFiles: 'Drop files here to attach them',
  uploading: (name: string) => `Uploading ${name}`,
  cancelUpload: (name: string) => `Cancel uploading ${name}`,
  removeFile: (name: string) => `Remove ${name}`,
  waiting: 'waiting',
  filesUploading: 'You can send as soon as the files are uploaded.',
  filesFailed: 'Remove the files that failed, or try them again, to send.',
  fileLimit: (count: string, n: number) =>
    forms(n, { one: `A message can have ${count} file.`, other: `A message can have up to ${count} files.` }),
  fileTooLarge: (size: string) => `The file is larger than ${size}.`,
  dismiss: 'Dismiss',
  sendHint: {
    'shift-enter': 'Shift + Return to send',
    enter: 'Return to send, Shift + Return for a new line',
    'mod-enter': 'Ctrl + Return to send',
  },
  sendHintApple: '⌘ Return to send',
  tooLong: (count: string, n: number) =>
    forms(n, {
      one: `${count} character too long. Please shorten it.`,
      other: `${count} characters too long. Please shorten it.`,
    }),
  charactersLeft: (count: string, n: number) =>
    forms(n, { one: `${count} character left`, other: `${count} characters left` }),
  privacyReminder: 'Share protected health information only here, not by standard e-mail.',
  insertEmoji: 'Insert emoji',
  matchingEmoji: 'Matching emoji',
  /** After a name was typed, such as ":smile". "Emoji" is its own plural. */
  foundEmoji: (count: string, n: number) =>
    forms(n, { one: `${count} matching emoji`, other: `${count} matching emoji` }),
  guidelines: 'Guidelines',
  closeGuidelines: 'Close guidelines',
  inactiveTitle: (name: string) => `${name} no longer receives messages`,
  inactiveHint: 'You can still read this conversation. For anything urgent, please contact the practice.',

  outOfOffice: enOutOfOffice,

  signIn: enSignIn,
  record: enRecord,

  // Settings of the practice.
  secureMessaging: 'Secure Messaging',
  secureMessagingHint: 'Practitioners and clients write to each other, encrypted, inside the portal.',
  secureMessagingOffHint:
    'Nobody can send or read messages. What has been written is kept, and is there again when it is switched on.',
  switchedOn: 'On',
  switchedOff: 'Off',
  administratorsOnly: 'Only administrators can change this.',
  switchOffQuestion: 'Switch off Secure Messaging?',
  switchOffExplained:
    'For everybody in the practice the inbox closes at once: nothing can be sent or read. Messages are kept, and are there again when you switch it on.',
  switchOff: 'Switch off',
  featureUnchanged: 'Nothing was changed.',
  practiceGuidelines: 'Practice guidelines',
  practiceGuidelinesHint:
    'Shown to everybody where they write, for instance how soon you answer and what to do in an emergency. Leave it empty to show none.',
  formatting: 'Formatting',
  marks: { heading: 'Heading', bold: 'Bold', italic: 'Italic', bullets: 'List' },
  preview: 'Preview',
  noGuidelines: 'No guidelines are shown.',
  saveGuidelines: 'Save guidelines',
  guidelinesSaved: 'Guidelines saved',
  guidelinesNotSaved: 'The guidelines were not saved.',

  // The automatic lock.
  locked: 'Locked for your privacy',
  lockedHint: 'Nothing happened here for a while. What you were writing is kept.',
  unlock: 'Unlock',
  stillThere: 'Are you still there?',
  stillThereHint: 'To protect your privacy, your messages are about to be locked.',
  locksIn: (time: string) => `Locks in ${time}`,
  staySignedIn: 'Stay signed in',

  // The way to the backend.
  offline: 'You are offline. What you write is sent when you are back.',
  offlineWaiting: (count: string, n: number) =>
    forms(n, {
      one: `You are offline. ${count} message is kept and sent when you are back.`,
      other: `You are offline. ${count} messages are kept and sent when you are back.`,
    }),
  connecting: 'Connecting…',
  signedOut: 'You are signed out',
  signedOutHint: 'Sign in again, then come back to your messages.',
  messagingOff: 'Secure Messaging is switched off',
  messagingOffHint: 'Your practice has switched it off for now. Please contact the practice in another way.',
  messagingOffAdminHint: 'An administrator can switch it on under Account Settings › Portal › Features.',
  notFound: 'This conversation is not here',
  notFoundHint: 'It may have been removed, or it belongs to somebody else.',
  noSession: 'Messages are not set up on this page',
  noSessionHint: 'The page has not said where its messages are kept.',

  /** What went wrong, as a sentence that says how to go on. One for every code. */
  failures: {
    network: 'There is no connection right now.',
    unexpected: 'Something unexpected happened. Please try again.',
    malformed: 'Something unexpected happened. Please try again.',
    unauthenticated: 'You are signed out. Please sign in again.',
    'token-expired': 'You are signed out. Please sign in again.',
    locked: 'Your messages are locked. Please unlock them first.',
    'sign-in-off': 'You cannot sign in by e-mail here. Please contact the practice.',
    'code-wrong': 'This code is not right. Please look at the newest e-mail again.',
    'code-expired': 'This code is no longer valid. Please ask for a new one.',
    'files-off': 'Files cannot be sent here.',
    forbidden: 'You are not allowed to do this.',
    'messaging-off': 'Secure Messaging is switched off.',
    'not-sender': 'Only the sender can delete a message.',
    'delete-window-over': 'The time for deleting this message has passed.',
    'recipient-inactive': 'This person no longer receives messages.',
    'not-found': 'This is no longer here.',
    'method-not-allowed': 'Something unexpected happened. Please try again.',
    'id-conflict': 'Something unexpected happened. Please try again.',
    'kind-fixed': 'Something unexpected happened. Please try again.',
    'absence-overlap': 'There is already an out-of-office reply in a part of this time.',
    'too-large': 'This is too large to send.',
    'file-too-large': 'The file is too large.',
    'picture-too-large': 'The picture has too many pixels. Please send a smaller version.',
    'file-type-refused':
      'Only PDF, Word (DOCX), text, JPEG, PNG, GIF, WebP and HEIC files can be sent, unchanged and undamaged.',
    'unsupported-media-type': 'Something unexpected happened. Please try again.',
    invalid: 'Something unexpected happened. Please try again.',
    'text-empty': 'Please write something first.',
    'text-too-long': 'The message is too long. Please shorten it.',
    'file-empty': 'The file is empty.',
    'file-missing': 'A file is no longer there. Choose Edit to attach it again.',
    'too-many-files': 'There are too many files for one message.',
    'recipient-self': 'You cannot write to yourself.',
    'too-many-requests': 'That was a little fast. Please wait a moment.',
    internal: 'The service has a problem. Please try again in a moment.',
    unavailable: 'The service is not available right now. Please try again in a moment.',
  } as Record<FailureCode, string>,
};

/** The words of one language. */
export type Words = typeof en;
