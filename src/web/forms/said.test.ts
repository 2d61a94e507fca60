import { expect, test } from 'vitest';
import { saidIn, writtenIn } from './said.ts';

function form(entries: Record<string, string | File>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(entries)) made.append(name, value);
  return made;
}

test('lists are taken apart and emptied of nothing', () => {
  const said = saidIn(form({ agreements: 'Be kind.\r\n\n  Listen. ', values: 'calm, care;  , soup' }));
  expect(said.lines('agreements')).toEqual(['Be kind.', 'Listen.']);
  expect(said.words('values')).toEqual(['calm', 'care', 'soup']);
});

test('what is missing is empty, undefined, false or no number', () => {
  const said = saidIn(form({ email: '  ' }));
  expect([said.text('x'), said.maybe('email'), said.ticked('agreed'), said.number('size')]).toEqual([
    '',
    undefined,
    false,
    Number.NaN,
  ]);
});

test('a file comes with its bytes; none chosen is null', async () => {
  const said = saidIn(
    form({ content: new File(['abc'], 'me.png', { type: 'image/png' }), none: new File([], '') }),
  );
  expect(await said.file('content')).toMatchObject({ name: 'me.png', mime: 'image/png' });
  expect((await said.file('content'))!.content.length).toBe(3);
  expect(await said.file('none')).toBeNull();
});

test('passwords and files are never shown again', () => {
  const written = writtenIn(
    form({ name: 'Mia', newPassword: 'x', password: 'y', content: new File(['a'], 'a') }),
  );
  expect(written).toEqual({ name: 'Mia' });
});
