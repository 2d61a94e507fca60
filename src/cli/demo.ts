import type { Command } from './command.ts';
import { exitCode } from './command.ts';
import type { Told } from './demo/fill.ts';

export const command: Command = {
  name: 'demo',
  does: 'Fills an empty installation with one lively invented community, to look around in.',
  usage: ['demo  founds Green Street and prints how to sign in'],
  options: {
    'force-into': { type: 'string', takes: 'ADDRESS', does: 'beside what is there already, at this address' },
  },
  wordless: true,
  async run(asked) {
    const { inHouse } = await import('./in-house.ts');
    const { fill } = await import('./demo/fill.ts');
    const clock = { at: Date.now() };
    const told = await inHouse((app) => fill(app, clock, asked.options['force-into'] as string | undefined), {
      settings: { limits: false, mailUrl: null },
      clock: () => clock.at,
    });
    for (const line of lines(told)) asked.say(line);
    asked.answer(told);
    return exitCode.done;
  },
};

function lines({ community, people, messages, address, email, others, password }: Told): string[] {
  return [
    `${community} is there: ${people} people and ${messages} messages, all invented.`,
    '',
    `  address   ${address}`,
    `  e-mail    ${email}`,
    `  password  ${password}`,
    '',
    `Everybody else signs in with the same password, such as ${others} in a second browser.`,
    'The password is shown this once. `npm start` opens the house.',
  ];
}
