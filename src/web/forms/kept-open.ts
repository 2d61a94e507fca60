/**
 * For details around a form: open where the form was refused, else left as they are. A plain `open={false}` would close,
 * once scripts run, what somebody has opened before.
 */
export const keptOpen = (refused: boolean) => (refused ? { open: true } : {});
