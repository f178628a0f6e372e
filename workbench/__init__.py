"""The application: store, services, command line, dashboard, bag; it joins the two cores."""
