// Follows a job over server-sent events and fills the figures of the page. When the job ends the
// page is loaded again: the server then sends the reader on to the result.

interface Step {
  state: string;
  share: number | null;
  facts: Record<string, string>;
}

export function progress(root: HTMLElement): void {
  const address = root.dataset["progress"];
  if (!address) return;
  const bar = root.querySelector("progress");
  const source = new EventSource(address);
  source.onmessage = (event) => {
    const step = JSON.parse(event.data as string) as Step;
    if (bar && step.share !== null) bar.value = step.share;
    for (const [name, text] of Object.entries(step.facts)) {
      const place = root.querySelector(`[data-fact="${CSS.escape(name)}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    }
    if (step.state !== "queued" && step.state !== "running") {
      source.close();
      location.reload();
    }
  };
}
