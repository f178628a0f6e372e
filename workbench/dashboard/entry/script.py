"""The script that Streamlit runs for every person and every rerun; the frame does the work."""

from workbench.dashboard.frame import run

if __name__ == "__main__":
    run()
