import { plural } from './plurals.ts';

const forms = plural('en');

/** The English words of signing in by e-mail. */
export const enSignIn = {
  title: 'Sign in',
  intro: 'We send a code to your e-mail address. There is no password to remember.',
  ended: 'You were signed out. What you were writing is kept.',
  locked: 'Nothing happened here for a while, so your messages were locked. What you were writing is kept.',
  email: 'E-mail address',
  sendCode: 'Send code',
  sendingCode: 'Sending…',
  noEmail: 'Please type your e-mail address, like name@example.com.',

  codeTitle: 'Type the code',
  /** Not more than this may be said: whether the address is known is nobody's business. */
  codeSent: (email: string) =>
    `If your practice knows ${email}, an e-mail with a code of 6 digits is on its way. It works for 10 minutes.`,
  code: 'Code',
  noCode: 'Please type the 6 digits of the code.',
  enter: 'Sign in',
  entering: 'Signing in…',
  newCode: 'Send a new code',
  newCodeIn: (time: string) => `Send a new code in ${time}`,
  newCodeSent: 'A new code is on its way. Earlier codes no longer work.',
  otherAddress: 'Use another address',
  waitFor: (minutes: string, n: number) =>
    forms(n, {
      one: `That was too often. Please wait ${minutes} minute.`,
      other: `That was too often. Please wait ${minutes} minutes.`,
    }),

  signedIn: 'You are signed in.',
  signedInAs: (name: string) => `Signed in as ${name}`,
  signedOut: 'You are signed out.',
  emailNotices: 'E-mail me when I have an unread message',
  emailNoticesOn: 'You get an e-mail when a message is unread for a while.',
  emailNoticesOff: 'You get no e-mails about unread messages.',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  notSignedOut: 'You are still signed in on all devices.',
  notChanged: 'Nothing was changed.',
  noSignIn: 'Sign-in is not set up on this page',
  noSignInHint: 'The page has not said for which practice it is.',
};

export type SignInWords = typeof enSignIn;
