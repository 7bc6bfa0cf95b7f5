/**
 * Characters that steer the direction of text without being seen (Unicode Bidi_Control): in somebody's name or in an
 * address they can make it read as another one.
 */
export const BIDI_CONTROLS = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
