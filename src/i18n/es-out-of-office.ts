import type { OutOfOfficeWords } from './en-out-of-office.ts';
import { plural } from './plurals.ts';

const forms = plural('es');

/** The Spanish words about being out of office. */
export const esOutOfOffice: OutOfOfficeWords = {
  settings: 'Ajustes de ausencia',
  heading: 'Ausencia',
  intro: 'Mientras esté ausente, los clientes que le escriban recibirán esta respuesta automáticamente.',
  introAdmin:
    'Mientras los miembros estén ausentes, los clientes que les escriban recibirán esta respuesta automáticamente.',

  // The form.
  newSetting: 'Respuesta nueva',
  editSetting: 'Cambiar la respuesta',
  members: 'Miembros',
  searchMembers: 'Buscar miembros',
  selectAll: 'Seleccionar todo',
  noMembers: 'No se ha encontrado a nadie',
  membersChosen: (count, n) =>
    forms(n, {
      one: `${count} miembro seleccionado`,
      many: `${count} de miembros seleccionados`,
      other: `${count} miembros seleccionados`,
    }),
  message: 'Mensaje de respuesta automática',
  messageHint: 'Por ejemplo, cuándo vuelve y a quién llamar si es urgente.',
  start: 'Inicio',
  end: 'Fin',
  untilTurnedOff: 'Hasta que la desactive',
  timeZone: 'Zona horaria',
  timeZoneIs: (zone) => `Zona horaria: ${zone}`,
  firstPassMeant:
    'Los relojes se atrasan, por lo que esta hora se repite. Se toma la primera, antes del cambio.',
  secondPassMeant:
    'Los relojes se atrasan, por lo que esta hora se repite. Se toma la segunda, después del cambio.',
  secondPass: 'Tomar la segunda',
  often: 'Responder al mismo cliente',
  once: 'Una vez por ausencia',
  daily: 'Cada 24 horas',
  fourDays: 'Cada 4 días',
  otherOften: 'Otro intervalo…',
  hours: 'Horas entre respuestas',
  configure: 'Guardar ajustes',
  cancelEdit: 'Cancelar',
  saving: 'Guardando…',
  saved: 'Sus ajustes se han guardado.',

  // What is wrong with a field.
  chooseMember: 'Seleccione al menos un miembro.',
  writeMessage: 'Escriba el mensaje que recibirán los clientes.',
  chooseStart: 'Elija cuándo empieza.',
  chooseEnd: 'Elija cuándo termina, o que dure hasta que la desactive.',
  endBeforeStart: 'El fin debe ser posterior al inicio.',
  endPast: 'El fin ya ha pasado.',
  hoursRange: (limit) => `Escriba un número entero de horas, de 1 a ${limit}.`,
  notSaved: 'No se ha guardado nada.',
  unsaved: 'Cambios sin guardar',

  // The settings that are there.
  current: 'Activas y previstas',
  activeNow: 'Ausente ahora',
  planned: 'Prevista',
  range: (start, end) => `${start} – ${end}`,
  from: (start) => `Desde: ${start}, hasta que se desactive`,
  edit: 'Editar',
  endNow: 'Terminar ahora',
  remove: 'Quitar',
  editOf: (name, range) => `Editar, ${name}, ${range}`,
  endNowOf: (name, range) => `Terminar ahora, ${name}, ${range}`,
  removeOf: (name, range) => `Quitar, ${name}, ${range}`,
  ended: 'La respuesta por ausencia ha terminado.',
  removed: 'La respuesta prevista se ha quitado.',
  notEnded: 'No se ha terminado.',

  // Being away, as others see it.
  away: 'Ausente',
  youAreAwayUntil: (until) => `Consta como ausente. Fin de la ausencia: ${until}.`,
  youAreAway: 'Consta como ausente.',
  isAwayUntil: (name, until) => `${name} no está disponible. Fin de la ausencia: ${until}.`,
  isAway: (name) => `${name} no está disponible.`,
};
