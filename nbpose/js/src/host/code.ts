import type { AnyModel, Initialize, Render } from "@anywidget/types";

/** Version of the messages, as in PROTOCOL.md. */
const VERSION = 1;
/** How long a view stays empty before it says what it waits for, in ms. */
const PATIENCE = 1500;

const WAITING = "The editor waits for its kernel. Where none is running, run the cell.";

type Model = AnyModel<Record<string, unknown>>;
type State = Record<string, unknown>;

interface Widget {
  initialize?: Initialize;
  render?: Render;
}

/** What Python sends: a widget's code and styles, what it is about, and the picture it stands in for. */
interface Code {
  source: string;
  css: string;
  facts: State;
  still: string;
}

interface Loaded extends Code {
  widget: Widget;
}

type Import = (source: string) => Promise<{ default: () => Widget | Promise<Widget> }>;

/**
 * The module of every widget: it asks Python for the code, and is that code from then on.
 *
 * Whatever is a trait lies in the saved notebook, for each widget anew. So code, styles and what Python says once for
 * all come by message, and a widget's state in the file stays small.
 */
export const loader =
  (load: Import = imported) =>
  (): Widget => {
    let loaded: Promise<Loaded>;
    let ask = () => {};

    const initialize: Initialize = (context) => {
      const owner = new AbortController();
      const client = Math.random().toString(36).slice(2);
      ask = () => context.model.send({ v: VERSION, kind: "code", client });
      loaded = answer(context.model as Model, client, owner.signal).then(async (code) => {
        ask = () => {};
        const widget = await (await load(code.source)).default();
        const model = knowing(context.model as Model, code.facts);
        const end = await widget.initialize?.({ ...context, model });
        if (typeof end === "function") whenAborted(owner.signal, end as () => void);
        return { ...code, widget };
      });
      return () => owner.abort();
    };

    const render: Render = (context) => {
      const owner = new AbortController();
      const { el } = context;
      tellIfLate(el, owner.signal, loaded);
      loaded
        .then(async ({ widget, css, still }) => {
          if (owner.signal.aborted) return;
          const style = styles(css, still);
          el.append(style);
          const end = await widget.render?.(context);
          whenAborted(owner.signal, () => {
            end?.();
            style.remove();
          });
        })
        .catch((error) => say(el, `The editor could not be started: ${error}`));
      try {
        ask();
      } catch {
        // no kernel: the sentence comes
      }
      return () => owner.abort();
    };

    return { initialize, render };
  };

/** Python's answer, whenever it comes; other pages ask for theirs. */
function answer(model: Model, client: string, signal: AbortSignal): Promise<Code> {
  return new Promise((resolve) => {
    const hear = (content: unknown, buffers?: readonly BufferSource[]) => {
      const message = content as { kind?: unknown; client?: unknown; facts: State; still: string };
      if (message?.kind !== "code" || message.client !== client || !buffers) return;
      model.off("msg:custom", hear);
      const [source = "", css = ""] = buffers.map((buffer) => new TextDecoder().decode(buffer));
      resolve({ source, css, facts: message.facts, still: message.still });
    };
    model.on("msg:custom", hear);
    signal.addEventListener("abort", () => model.off("msg:custom", hear));
  });
}

/** A model that also has what Python said by message. */
function knowing(model: Model, facts: State): Model {
  return new Proxy(model, {
    get(target, name) {
      if (name === "get") return (key: string) => (key in facts ? facts[key] : target.get(key));
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The widget's styles; while it is here, the picture that a saved notebook shows in its place is not. */
function styles(css: string, still: string): HTMLStyleElement {
  const style = document.createElement("style");
  const places = `.jp-OutputArea-child:has(.${still}), .${still}`;
  style.textContent = `${css}\n${places} { display: none !important; }`;
  return style;
}

function tellIfLate(el: HTMLElement, signal: AbortSignal, loaded: Promise<unknown>): void {
  let note: HTMLElement | undefined;
  const timer = setTimeout(() => {
    note = say(el, WAITING);
  }, PATIENCE);
  const done = () => {
    clearTimeout(timer);
    note?.remove();
  };
  signal.addEventListener("abort", done);
  loaded.then(done, done);
}

function say(el: HTMLElement, text: string): HTMLElement {
  const note = document.createElement("p");
  note.className = "nbpose-note";
  note.setAttribute("role", "status");
  note.style.cssText = "margin: 4px 0; font: 13px system-ui, sans-serif; opacity: 0.75";
  note.textContent = text;
  el.append(note);
  return note;
}

function whenAborted(signal: AbortSignal, work: () => void): void {
  if (signal.aborted) work();
  else signal.addEventListener("abort", work);
}

async function imported(source: string): ReturnType<Import> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await import(/* @vite-ignore */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
