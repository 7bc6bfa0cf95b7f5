import { OooSettings } from './ooo-settings.ts';

OooSettings.define();
