/** Pixels that a pointer may move between press and release and still mean what was pressed. */
const STILL = 12;

interface Options {
  /** Called with the row's key as soon as it is pressed. */
  press: (key: string) => void;
  /** Called with the row's key when it is chosen. */
  choose: (key: string) => void;
}

/**
 * Chooses the row that was pressed. A message that arrives while the button is down puts the list in another order: what comes up
 * under the pointer is somebody else, and browsers tell of no click on a row that was moved. So the release counts.
 */
export class RowPress {
  readonly #options: Options;
  #pressed: { key: string; x: number; y: number } | undefined;
  /** Whether a click that follows is the one of a release that has chosen already. */
  #chosen = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The mousedown listener of the list; a touch is told as one, too. */
  readonly onPress = (event: MouseEvent): void => {
    const key = event.button === 0 ? keyAt(event) : undefined;
    this.#pressed = key === undefined ? undefined : { key, x: event.clientX, y: event.clientY };
    if (key !== undefined) this.#options.press(key);
  };

  /** The mouseup listener of the list. */
  readonly onRelease = ({ button, clientX, clientY }: MouseEvent): void => {
    const pressed = this.#pressed;
    this.#pressed = undefined;
    if (pressed === undefined || button !== 0) return;
    if (Math.hypot(clientX - pressed.x, clientY - pressed.y) > STILL) return;
    this.#chosen = true;
    // Its click, if there is one, comes before anything else.
    setTimeout(() => (this.#chosen = false));
    this.#options.choose(pressed.key);
  };

  /** The click listener of the list: assistive technology clicks without a press. */
  readonly onClick = (event: MouseEvent): void => {
    const key = this.#chosen ? undefined : keyAt(event);
    if (key !== undefined) this.#options.choose(key);
  };
}

function keyAt({ target }: Event): string | undefined {
  const row = target instanceof Element ? target.closest('[data-row]') : null;
  return row?.id.replace('row-', '');
}
