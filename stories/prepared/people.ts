import type { PersonDetails } from '../../test/helpers/page-backend.ts';

/** The people of the stories. They do not exist. */
export const PEOPLE = {
  maya: { name: 'Dr. Maya Rivera', kind: 'practitioner', admin: true },
  sam: { name: 'Sam Okafor', kind: 'practitioner' },
  lena: { name: 'Dr. Lena Brandt', kind: 'practitioner' },
  ana: { name: 'Ana Lindqvist', kind: 'client', email: 'ana@example.org' },
  jonas: { name: 'Jonas Weber', kind: 'client' },
  noor: { name: 'نور الهاشمي', kind: 'client' },
  lucia: { name: 'Lucía Fernández', kind: 'client' },
  wei: { name: '陈伟', kind: 'client' },
  tobias: { name: 'Tobias Grün', kind: 'client' },
  grace: { name: 'Grace O’Connell', kind: 'client' },
  'maria-1': { name: 'Maria Santos', kind: 'client' },
  'maria-2': { name: 'Maria Santos', kind: 'client' },
} as const satisfies Record<string, PersonDetails>;

export type PersonId = keyof typeof PEOPLE;
