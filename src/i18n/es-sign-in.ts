import type { SignInWords } from './en-sign-in.ts';
import { plural } from './plurals.ts';

const forms = plural('es');

/** The Spanish words of signing in by e-mail. */
export const esSignIn: SignInWords = {
  title: 'Iniciar sesión',
  intro: 'Enviamos un código a su correo electrónico. No hay ninguna contraseña que recordar.',
  ended: 'Se cerró su sesión. Lo que estaba escribiendo se ha conservado.',
  locked:
    'Durante un rato no pasó nada aquí, por lo que sus mensajes se bloquearon. Lo que estaba escribiendo se ha conservado.',
  email: 'Correo electrónico',
  sendCode: 'Enviar código',
  sendingCode: 'Enviando…',
  noEmail: 'Escriba su correo electrónico, por ejemplo nombre@example.com.',
  codeTitle: 'Escriba el código',
  codeSent: (email) =>
    `Si su consulta conoce ${email}, un correo con un código de 6 cifras está en camino. Es válido durante 10 minutos.`,
  code: 'Código',
  noCode: 'Escriba las 6 cifras del código.',
  enter: 'Iniciar sesión',
  entering: 'Iniciando sesión…',
  newCode: 'Enviar un código nuevo',
  newCodeIn: (time) => `Enviar un código nuevo en ${time}`,
  newCodeSent: 'Un código nuevo está en camino. Los anteriores ya no sirven.',
  otherAddress: 'Usar otra dirección',
  waitFor: (minutes, n) =>
    forms(n, {
      one: `Fueron demasiadas veces. Espere ${minutes} minuto.`,
      many: `Fueron demasiadas veces. Espere ${minutes} de minutos.`,
      other: `Fueron demasiadas veces. Espere ${minutes} minutos.`,
    }),
  signedIn: 'Ha iniciado sesión.',
  signedInAs: (name) => `Sesión iniciada como ${name}`,
  signedOut: 'Ha cerrado la sesión.',
  emailNotices: 'Avisarme por correo de mensajes sin leer',
  emailNoticesOn: 'Recibirá un correo cuando un mensaje lleve un rato sin leer.',
  emailNoticesOff: 'No recibirá correos sobre mensajes sin leer.',
  signOut: 'Cerrar sesión',
  signOutEverywhere: 'Cerrar sesión en todas partes',
  notSignedOut: 'Su sesión sigue abierta en todos los dispositivos.',
  notChanged: 'No se ha cambiado nada.',
  noSignIn: 'El inicio de sesión no está configurado en esta página',
  noSignInHint: 'La página no ha indicado para qué consulta es.',
};
