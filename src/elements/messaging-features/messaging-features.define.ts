import { MessagingFeatures } from './messaging-features.ts';

MessagingFeatures.define();
