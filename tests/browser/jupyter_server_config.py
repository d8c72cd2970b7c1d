"""For tests only: loopback, no token, nothing that asks the network."""

c = get_config()  # noqa: F821
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True  # containers
c.IdentityProvider.token = ""
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
# window.jupyterapp: the tests run commands and read the notebook's state through it
c.LabApp.expose_app_in_browser = True
c.JupyterNotebookApp.expose_app_in_browser = True
# The websocket's limit of 10 MiB a message stays: a test must fail where a user's notebook would.
