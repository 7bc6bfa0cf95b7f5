import { RecipientPicker } from './recipient-picker.ts';

RecipientPicker.define();
