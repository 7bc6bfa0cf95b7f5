import type { OutOfOfficeWords } from './en-out-of-office.ts';
import { plural } from './plurals.ts';

const forms = plural('fr');

/** The French words about being out of office. */
export const frOutOfOffice: OutOfOfficeWords = {
  settings: 'Paramètres d’absence',
  heading: 'Absence',
  intro: 'Pendant votre absence, les clients qui vous écrivent reçoivent automatiquement cette réponse.',
  introAdmin:
    'Pendant l’absence des membres, les clients qui leur écrivent reçoivent automatiquement cette réponse.',

  // The form.
  newSetting: 'Nouvelle réponse',
  editSetting: 'Modifier la réponse',
  members: 'Membres',
  searchMembers: 'Rechercher des membres',
  selectAll: 'Tout sélectionner',
  noMembers: 'Personne ne correspond',
  membersChosen: (count, n) =>
    forms(n, {
      one: `${count} membre sélectionné`,
      many: `${count} de membres sélectionnés`,
      other: `${count} membres sélectionnés`,
    }),
  message: 'Message de réponse automatique',
  messageHint: 'Par exemple, quand vous serez de retour et qui appeler en cas d’urgence.',
  start: 'Début',
  end: 'Fin',
  untilTurnedOff: 'Jusqu’à ce que je la désactive',
  timeZone: 'Fuseau horaire',
  timeZoneIs: (zone) => `Fuseau horaire\u202f: ${zone}`,
  firstPassMeant:
    'Les horloges reculent\u202f: cette heure revient deux fois. C’est la première qui compte, avant le changement d’heure.',
  secondPassMeant:
    'Les horloges reculent\u202f: cette heure revient deux fois. C’est la seconde qui compte, après le changement d’heure.',
  secondPass: 'Prendre la seconde',
  often: 'Répondre au même client',
  once: 'Une fois par période',
  daily: 'Toutes les 24 heures',
  fourDays: 'Tous les 4 jours',
  otherOften: 'Autre intervalle…',
  hours: 'Heures entre les réponses',
  configure: 'Enregistrer les paramètres',
  cancelEdit: 'Annuler',
  saving: 'Enregistrement…',
  saved: 'Vos paramètres sont enregistrés.',

  // What is wrong with a field.
  chooseMember: 'Sélectionnez au moins un membre.',
  writeMessage: 'Écrivez le message que recevront les clients.',
  chooseStart: 'Choisissez quand elle commence.',
  chooseEnd: 'Choisissez quand elle se termine, ou qu’elle dure jusqu’à ce que vous la désactiviez.',
  endBeforeStart: 'La fin doit être postérieure au début.',
  endPast: 'La fin est déjà passée.',
  hoursRange: (limit) => `Indiquez un nombre entier d’heures, de 1 à ${limit}.`,
  notSaved: 'Rien n’a été enregistré.',
  unsaved: 'Modifications non enregistrées',

  // The settings that are there.
  current: 'En cours et prévues',
  activeNow: 'Absence en cours',
  planned: 'Prévue',
  range: (start, end) => `${start} – ${end}`,
  from: (start) => `Début\u202f: ${start}, jusqu’à désactivation`,
  edit: 'Modifier',
  endNow: 'Terminer maintenant',
  remove: 'Retirer',
  editOf: (name, range) => `Modifier, ${name}, ${range}`,
  endNowOf: (name, range) => `Terminer maintenant, ${name}, ${range}`,
  removeOf: (name, range) => `Retirer, ${name}, ${range}`,
  ended: 'La réponse d’absence est terminée.',
  removed: 'La réponse prévue est retirée.',
  notEnded: 'Elle n’a pas été terminée.',

  // Being away, as others see it.
  away: 'Indisponible',
  youAreAwayUntil: (until) => `Votre absence est en cours. Retour prévu\u202f: ${until}.`,
  youAreAway: 'Votre absence est en cours.',
  isAwayUntil: (name, until) => `${name} n’est pas disponible. Retour prévu\u202f: ${until}.`,
  isAway: (name) => `${name} n’est pas disponible pour le moment.`,
};
