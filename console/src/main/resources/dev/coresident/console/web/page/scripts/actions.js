// A question before anything changes, and what came of it.

import { byId, element, setText } from './dom.js';

/**
 * Shows a question. `run` answers with what went wrong, or nothing.
 * The promise says whether it was done.
 */
export function askFor({ title, text, more = [], act, danger = false, run }) {
  const dialog = byId('ask');
  return new Promise((resolve) => {
    let done = false;
    const outcome = element('p', { className: 'outcome', role: 'alert' });
    const go = element('button', { type: 'submit', className: danger ? 'danger' : 'main' }, act);
    const leave = element('button', { type: 'button' }, 'Cancel');
    const form = element('form', { method: 'dialog' }, element('h2', { id: 'ask-title' }, title), element('p', {}, text), ...more, outcome, element('div', { className: 'buttons' }, go, leave));
    leave.addEventListener('click', () => dialog.close());
    form.addEventListener('submit', async (submit) => {
      submit.preventDefault();
      go.disabled = true;
      const wrong = await run().catch((failure) => `The server did not answer: ${failure.message}`);
      go.disabled = false;
      if (wrong) {
        setText(outcome, wrong);
      } else {
        done = true;
        dialog.close();
      }
    });
    dialog.addEventListener('close', () => resolve(done), { once: true });
    dialog.replaceChildren(form);
    dialog.showModal();
  });
}

/** Calls an action of a tenant; its JSON, or an error with the server's words. */
export async function act(tenant, name) {
  const answer = await fetch(`/api/v1/tenants/${tenant.id}/${name}?generation=${tenant.generation}`, { method: 'POST' });
  const body = await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(body.error.message), { status: answer.status });
  }
  return body;
}
