import { createTransport } from 'nodemailer';
import * as v from 'valibot';
import { Email } from '../../src/protocol/index.ts';
import { MailError, type Mailer } from '../ports.ts';

/** A mail server, and as whom it is spoken to. */
export interface SmtpConfig {
  /** `smtps:` for TLS from the start, `smtp:` for STARTTLS. */
  url: URL;
  /** The address that mails come from. */
  from: string;
}

/** Milliseconds for each step with the mail server. */
const STEP_MS = 15_000;

/** This machine: the only way to a mail server that may go without TLS. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

/** Sends mails by SMTP, one connection for each; to other machines only encrypted and to the one that its certificate names. */
export function smtpMailer({ url, from }: SmtpConfig): Mailer {
  const local = isLoopback(url.hostname);
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A mail server of this machine has a certificate for another name, if any.
    ...(local ? { ignoreTLS: !secure } : { requireTLS: !secure }),
    tls: { minVersion: 'TLSv1.2' },
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send({ id, to, subject, text, language }, signal) {
      // The library reads lists and names in whatever it is given; here there is one address and nothing else.
      if (!v.is(Email, to)) throw new MailError('refused', 'address');
      try {
        await transport.sendMail({
          messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
          from: { name: '', address: from },
          to: { name: '', address: to },
          envelope: { from, to: [to] },
          subject,
          text,
          // No answers of absent people, please (RFC 3834).
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': language,
          },
          signal,
        });
      } catch (error) {
        throw mailError(error);
      }
    },
  };
}

/** What the library throws; its message may quote addresses and is never passed on. */
interface SmtpFault {
  code?: string;
  command?: string;
  responseCode?: number;
  syscall?: string;
  /** Of the platform, where {@link code} is the library's. */
  originalCode?: string;
}

/** Failures after which the mail server surely does not have the letter. */
const NOT_TAKEN = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EREQUIRETLS', 'EENVELOPE']);

/** A certificate that is not the mail server's. */
const NOT_TRUSTED = /CERT|ALTNAME|ERR_TLS|ERR_SSL/;

function mailError(error: unknown): MailError {
  const { code = 'unexpected', command, responseCode, syscall, originalCode = '' } = error as SmtpFault;
  const name = responseCode === undefined ? code : `${code}-${responseCode}`;
  // Of this letter; a refusal of us (our name, our address) is the operator's to mend, and the letter waits for that.
  const ofLetter = command === 'RCPT TO' || command === 'DATA';
  if (responseCode !== undefined) {
    return new MailError(responseCode >= 500 && ofLetter ? 'refused' : 'later', name);
  }
  const notTaken = NOT_TAKEN.has(code) || syscall === 'connect' || NOT_TRUSTED.test(originalCode);
  return new MailError(notTaken ? 'later' : 'unknown', name);
}
