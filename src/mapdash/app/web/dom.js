/* Small tools of the surfaces. Text from data goes in as text nodes only: there is no way here to pass markup. */

export const h = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name === 'hidden') node.hidden = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

/* Only addresses of the web become links; the server has checked them before. */
export const link = (url, text) => (/^https?:\/\//i.test(url)
  ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
  : h('span', {}, text));

/* Keep one node a key, in order; nodes that stay keep their focus. */
export const sync = (parent, items, { key, create, update }) => {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let node = old.get(name);
    if (node) old.delete(name);
    else { node = create(item); node.dataset.key = name; }
    update(node, item);
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of old.values()) node.remove();
};

/* Streamlit keeps only the last of the values that arrive during a run. So each carries the last few actions, numbered,
   and the server carries out those that it has not seen. A new session has seen nothing: they must not come again there. */
const REPEATED = 16;
const outbox = () => {
  let sender = '';
  let actions = [];
  let number = 0;
  const renew = () => { sender = Math.random().toString(36).slice(2, 10); actions = []; number = 0; };
  window.addEventListener('mapdash-renew', renew);
  renew();
  return (action) => {
    number += 1;
    actions = [...actions, { number, action }].slice(-REPEATED);
    return { sender, actions };
  };
};

/* What changes the filter shows on the map before the server has answered: its document reduces it as the server does. */
const TOLD = new Set(['layer', 'search', 'toggle', 'toggle_category', 'pick', 'isolate', 'place_only', 'years', 'period', 'region', 'view_only', 'drop', 'reset']);
const tellMap = ({ sender, actions }) => {
  const { number, action } = actions[actions.length - 1];
  const frame = document.querySelector('.st-key-map iframe');
  /* Its document has an origin of its own that has no name. */
  if (frame && TOLD.has(action.type)) frame.contentWindow.postMessage({ mapdash: { sender, number, action } }, '*');
};

/* The first call of a surface builds it, later calls update it: what the person is doing in it goes on. */
const built = new WeakMap();
export const surface = (build) => (component) => {
  const { parentElement, data, setTriggerValue } = component;
  let view = built.get(parentElement);
  if (!view) {
    const root = h('div', { class: 'surface' });
    parentElement.append(root);
    const pack = outbox();
    view = build(root, (action) => {
      const parcel = pack(action);
      tellMap(parcel);
      view.post(parcel);
    });
    built.set(parentElement, view);
  }
  view.post = (parcel) => setTriggerValue('action', parcel);
  if (data) view.update(data);
};

export const SHAPES = {
  circle: 'M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  diamond: 'M10 2.7 17.3 10 10 17.3 2.7 10z',
  triangle: 'M10 3 16.8 15H3.2z',
  square: 'M4.7 4.7h10.6v10.6H4.7z',
  wedge: 'M10 17 3.2 5h13.6z',
};

export const symbol = (style) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[style.shape] || SHAPES.circle);
  svg.style.setProperty('--light', style.light);
  svg.style.setProperty('--dark', style.dark);
  svg.append(path);
  return svg;
};

export const debounce = (call, wait) => {
  let timer = null;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => call(...args), wait); };
};
