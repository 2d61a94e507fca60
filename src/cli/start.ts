import { freshenPages } from './start/pages.ts';
import type { Command } from './command.ts';
import { configured } from './in-house.ts';

export const command: Command = {
  name: 'start',
  does: 'Opens the house: builds its pages where they are not there yet or older than their sources, then serves them.',
  usage: ['start  until Ctrl-C; PORT, HOST and DATA_DIR say where'],
  wordless: true,
  async run(asked) {
    await configured(process.env); // What is set wrong is told before it takes a moment.
    await freshenPages(asked.say);
    const { keepOpen } = await import('../main.ts');
    process.removeAllListeners('SIGINT'); // From here on Ctrl-C closes the house gently.
    return keepOpen({
      opened: (opened) => {
        asked.say(`Kith is open at ${opened.origin}`);
        if (opened.foundingLink) asked.say(`Found the first community here, once: ${opened.foundingLink}`);
        asked.answer(opened);
      },
    });
  },
};
