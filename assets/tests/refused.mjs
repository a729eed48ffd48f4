// Forms sent with nothing in them: the page that comes back says what is missing, and where.

// The kinds of pages whose form cannot stand empty.
const FORMS = new Set([
  "-phan-anh-gui-filled-in", "-kho-khan-moi", "-cach-lam-hay-moi", "-cach-lam-hay-id-sua",
  "-cach-lam-hay-id-gioi-thieu", "-cach-lam-hay-id-cam-on", "-phong-trao-moi", "-hoi-nghi-moi",
  "-hoi-nghi-id-sua", "-hoi-nghi-id-hoan", "-hoi-nghi-id-ket-luan", "-hoi-nghi-id-bien-ban",
  "-hoi-nghi-id-kho-khan", "-hoi-nghi-id-tham-luan-id-filled-in", "-di-co-so-moi",
  "-di-co-so-chuong-trinh-moi", "-di-co-so-id-ghi", "-di-co-so-id-sua", "-di-co-so-id-dinh-chinh",
  "-chuong-trinh-moi", "-chuong-trinh-id-sua", "-chuong-trinh-ke-hoach-id-viec-id", "-to-tu-quan-lap",
  "-to-tu-quan-id-nho", "-to-tu-quan-id-giai-the", "-to-tu-quan-id-ghi-hop", "-to-tu-quan-id-ghi-bieu_quyet",
  "-dau-viec-moi", "-dang-nhap", "-chi-tieu-moi", "-chi-tieu-nhap-tep",
]);

/// Whether a kind of page asks to be filled in.
export const isFilledIn = (label) => FORMS.has(label);

/// Sends the first form of a page that has something to type, emptied; what the server answers.
export async function refuse(page, address) {
  await page.goto(address);
  const isThere = await page.evaluate(() => {
    const typed = "textarea, select, input:not([type=hidden], [type=file], [type=checkbox], [type=radio])";
    const forms = [...document.querySelectorAll("main form[method=post]")];
    const form = forms.find((one) => one.querySelector(typed));
    form?.setAttribute("data-refused", "");
    for (const field of form?.querySelectorAll(typed) ?? []) field.value = "";
    for (const box of form?.querySelectorAll("[type=checkbox]") ?? []) box.checked = false;
    return Boolean(form);
  });
  if (!isThere) return undefined;
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.evaluate(() => {
      const form = document.querySelector("form[data-refused]");
      form.noValidate = true;
      // Other buttons of a form keep a draft or add a row: the last one sends.
      const sends = [...form.querySelectorAll("button.act:not(.act-quiet)")].at(-1);
      form.requestSubmit(sends ?? form.querySelector("button"));
    }),
  ]);
  return answer;
}
