// Who may change something: the token becomes a cookie that scripts cannot read.

import { byId, element } from './dom.js';
import { askFor } from './actions.js';

let signedIn = false;

export const isSignedIn = () => signedIn;

function show() {
  byId('sign-in').hidden = signedIn;
}

async function exchange(token) {
  const answer = await fetch('/api/v1/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  signedIn = answer.ok;
  show();
  return answer.ok ? '' : answer.status === 401 ? 'That is not the token.' : `The server answered ${answer.status}.`;
}

/** Takes the token that the address carries, if it does, and forgets it there. */
export async function beginSession() {
  const said = new URLSearchParams(location.hash.slice(1));
  const token = said.get('token');
  if (token) {
    const tenant = said.get('tenant');
    history.replaceState(null, '', location.pathname + (tenant ? `#tenant=${tenant}` : ''));
    await exchange(token).catch(() => {});
  }
  try {
    signedIn = (await (await fetch('/api/v1/session')).json()).signedIn === true;
  } catch {
    signedIn = false;
  }
  show();
}

/** Asks for the token; true once the server took it. */
export async function signIn() {
  const field = element('input', { type: 'password', autocomplete: 'off', 'aria-label': 'Token' });
  return askFor({
    title: 'Sign in',
    text: 'Changes need the token that the server was started with, or printed when it started.',
    more: [field],
    act: 'Sign in',
    run: () => exchange(field.value.trim()),
  });
}
