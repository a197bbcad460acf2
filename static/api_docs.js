// The list of what the API can be asked, made of its own description.
(() => {
  const place = document.getElementById("swagger");
  const cookie = (name) =>
    document.cookie.split("; ").find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    // Nobody else is told what is asked here.
    validatorUrl: null,
    // Somebody signed in may try what changes something, as on the pages.
    requestInterceptor: (request) => {
      if (!["GET", "HEAD"].includes(request.method ?? "GET")) {
        request.headers["X-CSRFToken"] = cookie("csrftoken");
      }
      return request;
    },
  });
})();
