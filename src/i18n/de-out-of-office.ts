import type { OutOfOfficeWords } from './en-out-of-office.ts';
import { plural } from './plurals.ts';

const forms = plural('de');

/** The German words about being out of office. */
export const deOutOfOffice: OutOfOfficeWords = {
  settings: 'Abwesenheitseinstellungen',
  heading: 'Abwesenheit',
  intro:
    'Während Sie abwesend sind, erhalten Klientinnen und Klienten, die Ihnen schreiben, automatisch diese Antwort.',
  introAdmin:
    'Während Mitglieder abwesend sind, erhalten Klientinnen und Klienten, die ihnen schreiben, automatisch diese Antwort.',

  // The form.
  newSetting: 'Neue Abwesenheitsnotiz',
  editSetting: 'Abwesenheitsnotiz ändern',
  members: 'Mitglieder',
  searchMembers: 'Mitglieder suchen',
  selectAll: 'Alle auswählen',
  noMembers: 'Niemanden gefunden',
  membersChosen: (count, n) =>
    forms(n, { one: `${count} Mitglied ausgewählt`, other: `${count} Mitglieder ausgewählt` }),
  message: 'Automatische Antwort',
  messageHint: 'Zum Beispiel, wann Sie zurück sind und wen man in dringenden Fällen anruft.',
  start: 'Beginn',
  end: 'Ende',
  untilTurnedOff: 'Bis ich sie ausschalte',
  timeZone: 'Zeitzone',
  timeZoneIs: (zone) => `Zeitzone: ${zone}`,
  firstPassMeant:
    'Die Uhren werden zurückgestellt, daher kommt diese Uhrzeit zweimal. Gemeint ist das erste Mal, vor der Umstellung.',
  secondPassMeant:
    'Die Uhren werden zurückgestellt, daher kommt diese Uhrzeit zweimal. Gemeint ist das zweite Mal, nach der Umstellung.',
  secondPass: 'Das zweite Mal nehmen',
  often: 'Derselben Person antworten',
  once: 'Einmal pro Abwesenheit',
  daily: 'Alle 24 Stunden',
  fourDays: 'Alle 4 Tage',
  otherOften: 'Anderer Abstand…',
  hours: 'Stunden zwischen Antworten',
  configure: 'Einstellungen speichern',
  cancelEdit: 'Abbrechen',
  saving: 'Wird gespeichert…',
  saved: 'Ihre Einstellungen sind gespeichert.',

  // What is wrong with a field.
  chooseMember: 'Wählen Sie mindestens ein Mitglied aus.',
  writeMessage: 'Schreiben Sie die Nachricht, die Klientinnen und Klienten erhalten.',
  chooseStart: 'Wählen Sie, wann sie beginnt.',
  chooseEnd: 'Wählen Sie, wann sie endet oder dass sie dauert, bis Sie sie ausschalten.',
  endBeforeStart: 'Das Ende muss nach dem Beginn liegen.',
  endPast: 'Das Ende ist schon vorbei.',
  hoursRange: (limit) => `Geben Sie eine ganze Zahl von Stunden von 1 bis ${limit} ein.`,
  notSaved: 'Es wurde nichts gespeichert.',
  unsaved: 'Nicht gespeicherte Änderungen',

  // The settings that are there.
  current: 'Aktiv und geplant',
  activeNow: 'Jetzt abwesend',
  planned: 'Geplant',
  range: (start, end) => `${start} – ${end}`,
  from: (start) => `Ab ${start}, bis zum Ausschalten`,
  edit: 'Bearbeiten',
  endNow: 'Jetzt beenden',
  remove: 'Entfernen',
  editOf: (name, range) => `Bearbeiten, ${name}, ${range}`,
  endNowOf: (name, range) => `Jetzt beenden, ${name}, ${range}`,
  removeOf: (name, range) => `Entfernen, ${name}, ${range}`,
  ended: 'Die Abwesenheitsnotiz ist beendet.',
  removed: 'Die geplante Abwesenheitsnotiz ist entfernt.',
  notEnded: 'Sie wurde nicht beendet.',

  // Being away, as others see it.
  away: 'Abwesend',
  youAreAwayUntil: (until) => `Sie sind bis ${until} abwesend.`,
  youAreAway: 'Sie sind abwesend.',
  isAwayUntil: (name, until) => `${name} ist bis ${until} abwesend.`,
  isAway: (name) => `${name} ist abwesend.`,
};
