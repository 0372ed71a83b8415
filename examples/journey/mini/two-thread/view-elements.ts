import type { GeneralComponent } from 'glass-easel';

/** Values of the properties that a template set, by name. */
type Values = Readonly<Record<string, unknown>>;

/** Tells the app of an event that bubbles no further than the element. */
type Raise = (type: string, detail: object) => void;

/** What an element of WeChat does beyond holding its children. @returns what follows its properties */
type Behaviour = (host: HTMLElement, raise: Raise) => (values: Values) => void;

const behaviours: Readonly<Record<string, Behaviour>> = {
  'wx-button': (host) => (values) => {
    host.setAttribute('role', 'button');
    host.toggleAttribute('disabled', Boolean(values['disabled']));
    host.toggleAttribute('loading', Boolean(values['loading']));
    host.toggleAttribute('plain', Boolean(values['plain']));
    for (const name of ['type', 'size']) host.setAttribute(name, String(values[name] ?? 'default'));
    if (values['disabled']) host.setAttribute('aria-disabled', 'true');
    else host.removeAttribute('aria-disabled');
  },
  'wx-image': (host, raise) => {
    const image = host.appendChild(document.createElement('img'));
    image.onload = () => raise('load', { width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => raise('error', { errMsg: `GET ${image.src} failed` });
    const fits: Readonly<Record<string, string>> = { aspectFit: 'contain', aspectFill: 'cover', center: 'none' };
    return ({ src, mode, ariaLabel }) => {
      const address = addressOf(String(src ?? ''));
      if (image.getAttribute('src') !== address) image.setAttribute('src', address);
      image.alt = String(ariaLabel ?? '');
      image.style.objectFit = fits[String(mode)] ?? 'fill';
      host.setAttribute('mode', String(mode));
    };
  },
  'wx-input': (host, raise) => field(host, raise, document.createElement('input')),
  'wx-textarea': (host, raise) => field(host, raise, document.createElement('textarea')),
  'wx-scroll-view': (host, raise) => {
    host.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = host;
      raise('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth });
      if (scrollTop + clientHeight >= scrollHeight - 50) raise('scrolltolower', { direction: 'bottom' });
    });
    return ({ scrollY, scrollX, scrollTop, scrollIntoView }) => {
      host.style.overflowY = scrollY ? 'auto' : 'hidden';
      host.style.overflowX = scrollX ? 'auto' : 'hidden';
      if (typeof scrollTop === 'number') host.scrollTop = scrollTop;
      if (scrollIntoView) document.getElementById(String(scrollIntoView))?.scrollIntoView();
    };
  },
};

/** Makes a component's host element what its tag says. @returns what follows the component's properties */
export function furnish(
  { $$, tagName }: { readonly $$: HTMLElement; readonly tagName: string },
  component: GeneralComponent,
): (values: Values) => void {
  const follow = behaviours[tagName]?.($$, (type, detail) => component.triggerEvent(type, detail));
  return (values) => {
    follow?.(values);
    for (const [name, value] of Object.entries(values)) {
      if (!/^aria[A-Z]|^role$/.test(name) || value === undefined || value === null) continue;
      const attribute = name === 'ariaRole' || name === 'role' ? 'role' : `aria-${name.slice(4).toLowerCase()}`;
      $$.setAttribute(attribute, String(value));
    }
  };
}

/** An input or a textarea; its value is the app's only where the app changes it. */
function field(host: HTMLElement, raise: Raise, element: HTMLInputElement | HTMLTextAreaElement): (values: Values) => void {
  host.append(element);
  const told = new Set<string>();
  let given: unknown;
  let focused: unknown;
  element.addEventListener('input', () => {
    told.add(element.value);
    raise('input', { value: element.value, cursor: element.selectionStart ?? element.value.length });
  });
  element.addEventListener('focus', () => raise('focus', { value: element.value, height: 0 }));
  element.addEventListener('blur', () => {
    told.clear();
    raise('blur', { value: element.value, cursor: element.selectionStart ?? 0 });
  });
  element.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Enter' && element instanceof HTMLInputElement) raise('confirm', { value: element.value });
  });
  return (values) => {
    const { value, placeholder, maxlength, disabled, focus, password, type, autoHeight, ariaLabel } = values;
    // What comes back while the customer types may be older than what stands there.
    if (value !== given && !(document.activeElement === element && told.has(String(value)))) element.value = String(value ?? '');
    given = value;
    element.placeholder = String(placeholder ?? '');
    // No limit is -1, for which the DOM has no number.
    element.toggleAttribute('maxlength', false);
    if (Number(maxlength ?? 140) >= 0) element.maxLength = Number(maxlength ?? 140);
    element.disabled = Boolean(disabled);
    if (ariaLabel) element.setAttribute('aria-label', String(ariaLabel));
    if (element instanceof HTMLInputElement) {
      element.type = password ? 'password' : 'text';
      element.inputMode = type === 'number' ? 'numeric' : type === 'digit' ? 'decimal' : 'text';
    }
    host.toggleAttribute('auto-height', Boolean(autoHeight));
    if (focus !== focused && focus) element.focus();
    focused = focus;
  };
}

/** Where the page finds a file of the device, of the app, or of the web. */
export function addressOf(path: string): string {
  if (path.startsWith('wxfile://')) return `/file?path=${encodeURIComponent(path)}`;
  return path === '' || /^(https?|data):/.test(path) ? path : `/app/${path.replace(/^\//, '')}`;
}
