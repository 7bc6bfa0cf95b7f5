import type { SignInWords } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('fr');

/** The French words of signing in by e-mail. */
export const frSignIn: SignInWords = {
  title: 'Se connecter',
  intro: 'Nous envoyons un code à votre adresse e-mail. Il n’y a pas de mot de passe à retenir.',
  ended: 'Vous avez été déconnecté. Ce que vous écriviez est conservé.',
  locked:
    'Il ne s’est rien passé ici pendant un moment, vos messages ont donc été verrouillés. Ce que vous écriviez est conservé.',
  email: 'Adresse e-mail',
  sendCode: 'Envoyer le code',
  sendingCode: 'Envoi…',
  noEmail: 'Veuillez saisir votre adresse e-mail, par exemple nom@example.com.',
  codeTitle: 'Saisir le code',
  codeSent: (email) =>
    `Si votre cabinet connaît ${email}, un e-mail avec un code à 6 chiffres est en route. Il est valable 10 minutes.`,
  code: 'Code à 6 chiffres',
  noCode: 'Veuillez saisir les 6 chiffres du code.',
  enter: 'Se connecter',
  entering: 'Connexion…',
  newCode: 'Envoyer un nouveau code',
  newCodeIn: (time) => `Envoyer un nouveau code dans ${time}`,
  newCodeSent: 'Un nouveau code est en route. Les codes précédents ne sont plus valables.',
  otherAddress: 'Utiliser une autre adresse',
  waitFor: (minutes, n) =>
    forms(n, {
      one: `C’était trop souvent. Veuillez attendre ${minutes} minute.`,
      many: `C’était trop souvent. Veuillez attendre ${minutes} de minutes.`,
      other: `C’était trop souvent. Veuillez attendre ${minutes} minutes.`,
    }),
  signedIn: 'Vous êtes connecté.',
  signedInAs: (name) => `Connecté en tant que ${name}`,
  signedOut: 'Vous êtes déconnecté.',
  emailNotices: 'M’avertir par e-mail d’un message non lu',
  emailNoticesOn: 'Vous recevez un e-mail quand un message reste non lu un moment.',
  emailNoticesOff: 'Vous ne recevez pas d’e-mails sur les messages non lus.',
  signOut: 'Se déconnecter',
  signOutEverywhere: 'Se déconnecter partout',
  notSignedOut: 'Vous êtes toujours connecté sur tous les appareils.',
  notChanged: 'Rien n’a été modifié.',
  noSignIn: 'La connexion n’est pas configurée sur cette page',
  noSignInHint: 'La page n’a pas indiqué pour quel cabinet elle est.',
};
