// The phone's position in a form: asked for only when the button is pressed, put into the field that may be typed
// as well, and sent with the form. Without script or without leave the address field does the same.

export function position(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("[data-here]");
  const said = form.querySelector<HTMLElement>("[data-said]");
  const field = form.querySelector<HTMLInputElement>("#toa-do");
  const address = form.querySelector<HTMLInputElement>("#dia-chi");
  if (!button || !said || !field || !address || !("geolocation" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    said.hidden = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(7)}, ${coords.longitude.toFixed(7)}`;
        address.value = "";
        button.disabled = false;
        form.submit();
      },
      () => {
        said.textContent = form.dataset["position"] ?? "";
        said.hidden = false;
        button.disabled = false;
        address.focus();
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
}
