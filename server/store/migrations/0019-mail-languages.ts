import type { Migration } from './index.ts';

/** Mails in the language of who reads them. */
export const mailLanguages: Migration = {
  version: 19,
  name: 'mail-languages',
  statements: [
    // What the person's page was shown in when they were last there; null: nobody knows.
    `alter table people add column language text`,
    // For those of whom nobody knows; null: English.
    `alter table practices add column mail_language text`,
    // Of the page on which a code was asked for.
    `alter table mail_queue add column language text`,
  ],
};
