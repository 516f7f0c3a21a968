// A page that is opened from the disk may not start the search: a box that finds nothing is not shown there.
if (location.protocol === "file:") document.documentElement.classList.add("from-disk");
