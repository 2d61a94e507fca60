import type { Command } from './command.ts';
import { exitCode } from './command.ts';
import type { Finding } from './doctor/finding.ts';

export const command: Command = {
  name: 'doctor',
  does: 'Looks over the installation and says what to mend. It changes nothing that people have stored.',
  usage: ['doctor  exit code 1 when something is to be mended, 2 when that is a setting or the packages'],
  wordless: true,
  async run(asked) {
    const { examine } = await import('./doctor/examine.ts');
    const findings: Finding[] = [];
    for await (const finding of examine(process.env)) {
      findings.push(finding);
      asked.say(line(finding));
    }
    const broken = findings.filter(({ state }) => state === 'mend');
    asked.say(broken.length ? `\n${broken.length} to mend.` : '\nAll is well.');
    asked.answer({ well: broken.length === 0, findings });
    if (broken.some(({ what }) => BEFORE_THE_HOUSE.has(what))) return exitCode.wrong;
    return broken.length ? exitCode.refused : exitCode.done;
  },
};

/** What is wrong whatever the house holds, so that it was not looked at. */
const BEFORE_THE_HOUSE = new Set(['packages', 'settings']);

const line = ({ state, what, says, todo }: Finding) =>
  `${state.padEnd(4)}  ${what.padEnd(9)}  ${says}${todo ? `\n                 ${todo}` : ''}`;
