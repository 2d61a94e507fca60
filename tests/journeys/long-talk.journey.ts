import { act, company, enter, read, saidExactly, tell } from './company.ts';
import { expect, journey } from './journey.ts';

const MANY = 300;

journey(
  'however far one scrolls, the page holds what is near, and nothing jumps',
  async ({ house, visitor }) => {
    journey.setTimeout(180_000);
    const { host, guest, communityId, room } = await company(house, visitor);
    for (let number = 1; number <= MANY; number++) await tell(host, room, `Small talk ${number}`);
    await act(guest, 'conversations.mark-read', { communityId, conversationId: room.id, number: 70 });
    await enter(guest);
    await expect
      .poll(() => read(guest, 'conversations.get', { communityId, conversationId: room.id }))
      .toMatchObject({ mine: { readNumber: MANY } });
    await guest.getByRole('link', { name: 'To where you stopped reading' }).click();
    await expect(guest.getByText(/^new since/), 'all counts as read by now').toBeInViewport();
    await expect(saidExactly(guest, 'Small talk 71')).toBeInViewport();

    await enter(guest);
    const box = guest.getByRole('region', { name: 'Messages' });
    const held = () => guest.getByRole('article').count();
    await box.focus();

    await expect(async () => {
      await box.press('Home');
      await expect(saidExactly(guest, 'Small talk 1')).toBeInViewport({ timeout: 200 });
    }).toPass();
    expect(await held()).toBeLessThanOrEqual(200);
    await tell(host, room, 'Meanwhile below.');
    await guest.waitForTimeout(500);
    await expect(saidExactly(guest, 'Small talk 1')).toBeInViewport();

    // A little further down at a time, while more comes below and goes above.
    for (let turn = 0; turn < 50 && (await saidExactly(guest, 'Meanwhile below.').count()) === 0; turn++) {
      await box.press('PageDown');
      await guest.waitForTimeout(120);
      expect(await held()).toBeLessThanOrEqual(250);
    }
    await box.press('End');
    await expect(saidExactly(guest, 'Meanwhile below.')).toBeInViewport();
    expect(await held()).toBeLessThanOrEqual(250);
    const order = await guest.getByRole('article').locator('.prose').allTextContents();
    const expected = Array.from({ length: MANY }, (_, index) => `Small talk ${index + 1}`);
    expect(order).toEqual([...expected, 'Meanwhile below.'].slice(-order.length));
  },
);
