/** Registers every element, the heavy ones as soon as a page has one of them. */
import { register } from './register.ts';

register();
