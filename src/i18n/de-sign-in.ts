import type { SignInWords } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('de');

/** The German words of signing in by e-mail. */
export const deSignIn: SignInWords = {
  title: 'Anmelden',
  intro: 'Wir schicken Ihnen einen Code per E-Mail. Ein Passwort brauchen Sie nicht.',
  ended: 'Sie wurden abgemeldet. Was Sie geschrieben haben, ist aufbewahrt.',
  locked:
    'Hier ist eine Weile nichts geschehen, deshalb wurden Ihre Nachrichten gesperrt. Was Sie geschrieben haben, ist aufbewahrt.',
  email: 'E-Mail-Adresse',
  sendCode: 'Code senden',
  sendingCode: 'Wird gesendet …',
  noEmail: 'Bitte geben Sie Ihre E-Mail-Adresse ein, wie name@example.com.',
  codeTitle: 'Code eingeben',
  codeSent: (email) =>
    `Wenn Ihre Praxis ${email} kennt, ist eine E-Mail mit einem sechsstelligen Code unterwegs. Er gilt 10 Minuten.`,
  code: 'Code (6 Ziffern)',
  noCode: 'Bitte geben Sie die 6 Ziffern des Codes ein.',
  enter: 'Anmelden',
  entering: 'Anmeldung läuft …',
  newCode: 'Neuen Code senden',
  newCodeIn: (time) => `Neuen Code senden in ${time}`,
  newCodeSent: 'Ein neuer Code ist unterwegs. Frühere Codes gelten nicht mehr.',
  otherAddress: 'Andere Adresse verwenden',
  waitFor: (minutes, n) =>
    forms(n, {
      one: `Das war zu oft. Bitte warten Sie ${minutes} Minute.`,
      other: `Das war zu oft. Bitte warten Sie ${minutes} Minuten.`,
    }),
  signedIn: 'Sie sind angemeldet.',
  signedInAs: (name) => `Angemeldet als ${name}`,
  signedOut: 'Sie sind abgemeldet.',
  emailNotices: 'Bei ungelesenen Nachrichten E-Mail an mich',
  emailNoticesOn: 'Sie erhalten eine E-Mail, wenn eine Nachricht eine Weile ungelesen ist.',
  emailNoticesOff: 'Sie erhalten keine E-Mails über ungelesene Nachrichten.',
  signOut: 'Abmelden',
  signOutEverywhere: 'Überall abmelden',
  notSignedOut: 'Sie sind auf allen Geräten noch angemeldet.',
  notChanged: 'Es wurde nichts geändert.',
  noSignIn: 'Die Anmeldung ist auf dieser Seite nicht eingerichtet',
  noSignInHint: 'Die Seite hat nicht angegeben, für welche Praxis sie ist.',
};
