import type { Language } from './languages.ts';
import type { PersonKind } from '../src/protocol/index.ts';

/** Somebody of a demo practice. */
export interface DemoPerson {
  id: string;
  name: string;
  kind: PersonKind;
  admin?: boolean;
  email?: string;
  /** The portal's language for this person, and with it the direction of the page. */
  lang?: Language;
}

export interface DemoPractice {
  id: string;
  name: string;
  people: readonly DemoPerson[];
  /** How its website signs clients in, and what its mails do and say. */
  website?: { emailSignIn: boolean; noticeMinutes: number; mailName: string; mailUrl: string };
}

/** The practice that the demo shows. */
export const riverside: DemoPractice = {
  id: 'riverside',
  name: 'Riverside Counseling',
  // A minute, so that nobody has to wait long for a notice; a practice would take ten or more.
  website: {
    emailSignIn: true,
    noticeMinutes: 1,
    mailName: 'Riverside Counseling',
    mailUrl: 'http://localhost:8787/website',
  },
  people: [
    { id: 'maya', name: 'Dr. Maya Rivera', kind: 'practitioner', admin: true },
    { id: 'sam', name: 'Sam Okafor', kind: 'practitioner' },
    { id: 'lena', name: 'Dr. Lena Brandt', kind: 'practitioner' },
    { id: 'ana', name: 'Ana Lindqvist', kind: 'client', email: 'ana@example.com' },
    { id: 'jonas', name: 'Jonas Weber', kind: 'client', email: 'jonas@example.com' },
    { id: 'noor', name: 'نور الهاشمي', kind: 'client', lang: 'ar' },
    { id: 'lucia', name: 'Lucía Fernández', kind: 'client' },
    { id: 'wei', name: '陈伟', kind: 'client' },
    { id: 'tobias', name: 'Tobias Grün', kind: 'client' },
    { id: 'grace', name: 'Grace O’Connell', kind: 'client' },
    { id: 'dmitri', name: 'Дмитрий Соколов', kind: 'client' },
    { id: 'priya', name: 'प्रिया शर्मा', kind: 'client' },
    { id: 'elif', name: 'Elif Yıldız', kind: 'client' },
    // Two people of one name: their conversations are theirs by id.
    { id: 'maria-1', name: 'Maria Santos', kind: 'client' },
    { id: 'maria-2', name: 'Maria Santos', kind: 'client' },
    { id: 'haruka', name: '田中 遥', kind: 'client' },
    { id: 'yael', name: 'יעל ברק', kind: 'client' },
    { id: 'thomas', name: 'Thomas Delacroix-Vandenberghe', kind: 'client' },
  ],
};

/** A second practice whose people have the same ids, to prove that practices never meet. */
export const harbor: DemoPractice = {
  id: 'harbor',
  name: 'Harbor Family Therapy',
  people: [
    { id: 'maya', name: 'Maya Castellano', kind: 'practitioner', admin: true },
    { id: 'sam', name: 'Samuel Reed', kind: 'practitioner' },
    { id: 'lena', name: 'Lena Kowalska', kind: 'practitioner' },
    { id: 'ana', name: 'Ana Petrova', kind: 'client' },
    { id: 'jonas', name: 'Jonas Holm', kind: 'client' },
    { id: 'noor', name: 'Noor Haddad', kind: 'client' },
  ],
};

export const practices: readonly DemoPractice[] = [riverside, harbor];
