// One tenant's sheet: its figures, and what can be done with it.

import { act, askFor } from './actions.js';
import { byId, element, setText } from './dom.js';
import { bytes, count, nanos } from './format.js';
import { isSignedIn, signIn } from './session.js';

const sheet = byId('detail');
let key = null;

function pairs(facts) {
  return element('dl', { className: 'pairs' }, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function facts(t) {
  const refused = Object.entries(t.refused).map(([reason, times]) => `${reason.replaceAll('_', ' ')} ${count(times)}`);
  return [
    ['Priority, weight', `${t.priority}, ${t.weight}`],
    ['Outstanding', `${count(t.outstanding)} of ${count(t.backlogCap)} (backlog cap)`],
    ['Slots at once', t.quota === undefined ? 'no quota' : `at most ${count(t.quota)}`],
    ['Memory ceiling', t.memoryCeilingBytes === undefined ? 'none of its own' : bytes(t.memoryCeilingBytes)],
    ['Opcodes', `${t.window.first} to ${t.window.first + t.window.size - 1}`],
    ['Published', count(t.published)],
    ['Done', count(t.done)],
    ['Faulted', count(t.faulted)],
    ['Refused', refused.length === 0 ? 'never' : refused.join(', ')],
    ['Quiesced', t.quiesceCalls === 0 ? 'never' : `${count(t.quiesceCalls)} times, ${nanos(t.quiesceNanos)} waited, ${count(t.quiesceTimeouts)} timed out`],
  ];
}

async function perform(tenant, name, question, say) {
  if (!isSignedIn() && !(await signIn())) {
    return;
  }
  await askFor({
    ...question,
    run: async () => {
      try {
        say(await act(tenant, name));
        return '';
      } catch (failure) {
        return failure.message;
      }
    },
  });
}

function buttons(tenant, outcome) {
  const quiesce = element('button', { type: 'button' }, 'Quiesce');
  const revoke = element('button', { type: 'button', className: 'danger' }, 'Revoke');
  const leave = element('button', { type: 'button' }, 'Close');
  const gone = tenant.stage !== 'active';
  quiesce.disabled = gone;
  revoke.disabled = gone;
  quiesce.addEventListener('click', () => perform(tenant, 'quiesce', {
    title: `Quiesce ${tenant.label}?`,
    text: 'Waits up to five seconds until all that it published has ended. New submissions are still accepted.',
    act: 'Quiesce',
  }, (answer) => setText(outcome, answer.drained ? `Drained in ${nanos(answer.waitedNanos)}.` : `Still ${count(answer.outstanding)} outstanding after ${nanos(answer.waitedNanos)}.`)));
  revoke.addEventListener('click', () => perform(tenant, 'revoke', {
    title: `Revoke ${tenant.label}?`,
    text: 'Its submissions are refused from now on; what waits ends in a fault. This cannot be taken back.',
    act: 'Revoke',
    danger: true,
  }, () => {
    quiesce.disabled = true;
    revoke.disabled = true;
    setText(outcome, 'Revoked.');
  }));
  leave.addEventListener('click', () => sheet.close());
  return element('div', { className: 'buttons' }, quiesce, revoke, leave);
}

/** Opens the sheet of a tenant. */
export async function openTenant(tenant) {
  key = tenant.key;
  const body = element('div', {}, element('p', { className: 'empty' }, 'Asking the server'));
  const outcome = element('p', { className: 'outcome', role: 'status' });
  const state = element('span', { className: 'pill', 'data-state': tenant.stage }, tenant.stage);
  sheet.replaceChildren(element('h2', { id: 'detail-title' }, `${tenant.label} `, state), element('p', { className: 'note' }, `id ${tenant.id}, generation ${tenant.generation}`), body, outcome, buttons(tenant, outcome));
  sheet.showModal();
  await refresh(tenant.id, body);
  const timer = setInterval(() => refresh(tenant.id, body), 1000);
  sheet.addEventListener('close', () => {
    clearInterval(timer);
    key = null;
  }, { once: true });
}

async function refresh(id, body) {
  try {
    const answer = await fetch(`/api/v1/tenants/${id}`);
    const tenant = await answer.json();
    if (!answer.ok) {
      body.replaceChildren(element('p', { className: 'empty' }, tenant.error.message));
    } else if (`${tenant.id}.${tenant.generation}` === key) {
      body.replaceChildren(pairs(facts(tenant)));
    }
  } catch {
    // The figures stay as they were; the bar says that the server is away.
  }
}
