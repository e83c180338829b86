// Elements without markup in strings: text never becomes HTML.

export const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (`data-…`, `aria-…`, role) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role' || name === 'for') {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  made.append(...children);
  return made;
}

/** Sets a text only if it differs: the browser then has nothing to do, and a screen reader nothing to say. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
