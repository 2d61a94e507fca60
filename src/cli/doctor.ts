import type { Command } from './command.ts';
import { exitCode } from './command.ts';
import type { Finding } from './doctor/finding.ts';

export const command: Command = {
  name: 'doctor',
  does: 'Looks over the installation and says what to mend. It changes nothing that people have stored.',
  usage: ['doctor  exit code 1 when something is to be mended'],
  wordless: true,
  async run(asked) {
    const { examine } = await import('./doctor/examine.ts');
    const findings: Finding[] = [];
    for await (const finding of examine(process.env)) {
      findings.push(finding);
      asked.say(line(finding));
    }
    const broken = findings.filter(({ state }) => state === 'mend').length;
    asked.say(broken ? `\n${broken} to mend.` : '\nAll is well.');
    asked.answer({ well: broken === 0, findings });
    return broken ? exitCode.refused : exitCode.done;
  },
};

const line = ({ state, what, says, todo }: Finding) =>
  `${state.padEnd(4)}  ${what.padEnd(9)}  ${says}${todo ? `\n                 ${todo}` : ''}`;
