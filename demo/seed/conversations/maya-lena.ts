import { daysAgo, type SeedConversation } from '../history.ts';

/** Two colleagues planning the practice's autumn. */
export const mayaLena: SeedConversation = {
  practice: 'riverside',
  between: ['maya', 'lena'],
  exchanges: [
    daysAgo(34, '09:15', [
      ['lena', 'I have drafted the waiting list rules. Could you read them before the team meeting?'],
      ['maya', 'Gladly. Is the part about families in it?', { later: 42 }],
      ['lena', 'Page two. I am not sure about the four weeks.'],
      ['maya', 'Four weeks is honest. Two would be a promise that we break in November.'],
      ['lena', 'Then four it is.'],
    ]),
    daysAgo(27, '15:00', [
      ['maya', 'The garden room gets new chairs on Monday. Ten of them.'],
      ['lena', 'Finally! The old ones announce every movement.'],
      ['maya', 'I will miss knowing who is uncomfortable.'],
      ['lena', 'You will still know.'],
      ['maya', 'True.'],
    ]),
    daysAgo(13, '11:11', [
      ['lena', 'Would you take an intake in Spanish next week? Sam is full.'],
      ['maya', 'Yes, Wednesday or Friday morning.', { later: 25 }],
      ['lena', 'Friday, 9:00. I will write to the family. Thank you!'],
      ['maya', 'De nada 😊'],
    ]),
    daysAgo(3, '17:20', [
      ['lena', 'Cake in the kitchen. Plum. I am not saying whose birthday it is.'],
      ['maya', 'Happy birthday, Lena! 🎂'],
      ['lena', 'I said I am not saying.'],
      ['maya', 'The portal says it.'],
      ['lena', 'The portal and I need to talk.'],
    ]),
  ],
};
